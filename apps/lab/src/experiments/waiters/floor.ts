/**
 * No lock, and nothing to guard: each increment awaits once and counts where no other task can come between. What so many
 * tasks cost that only take turns, and so what no lock among them can be quicker than.
 */
import type { CounterStrategy } from '@contend/counter';

class Floor {
  count = 0;

  async increment(): Promise<number> {
    await undefined;
    return ++this.count;
  }

  value(): number {
    return this.count;
  }
}

export default {
  kind: 'counter',
  id: 'waiters/floor',
  title: 'No lock',
  summary: 'Awaits once and counts.',
  source: 'contend',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () => Floor,
} satisfies CounterStrategy;
