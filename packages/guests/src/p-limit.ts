/**
 * p-limit with a limit of one: the queue that many programs use where they mean a mutex.
 *
 * It takes the section as a function and has no acquire and release. Each call costs four promises, and a section begins
 * a turn of the event loop after its call even when nobody is inside, so that all start alike.
 *
 * @see https://github.com/sindresorhus/p-limit
 */
import type { CounterStrategy } from '@contend/counter';
import { GuardedCount } from './guarded-count.ts';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('p-limit', () => import('p-limit'));

class PLimit extends GuardedCount {
  limit = exported.default(1);

  increment(): Promise<number> {
    return this.limit(this.hit);
  }
}

export default {
  kind: 'counter',
  id: 'guests/p-limit',
  title: 'p-limit(1)',
  summary: 'The npm package p-limit with a limit of one: runs functions one after the other.',
  source: 'npm p-limit',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 1,
  guest: true,
  ...found,
  make: () => PLimit,
} satisfies CounterStrategy;
