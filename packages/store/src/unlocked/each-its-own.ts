/**
 * Each process counts for itself, in a variable: what every counter becomes as soon as its program is started twice.
 *
 * Nobody overwrites anybody. But whoever is asked knows its own hits alone, and so the count is as wrong as if the others'
 * had been lost.
 */
import type { Session, StoreStrategy } from '@contend/counter';

class EachItsOwn implements Session {
  count = 0;

  increment(): number {
    return ++this.count;
  }

  value(): number {
    return this.count;
  }

  close(): void {}
}

export default {
  kind: 'store',
  id: 'unlocked/each-its-own',
  title: 'Each process its own count',
  summary: 'A variable, of which every process has its own: whoever is asked does not know of the others.',
  source: 'every counter that is started twice',
  runsIn: ['processes'],
  promises: [],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () => ({ open: () => new EachItsOwn() }),
} satisfies StoreStrategy;
