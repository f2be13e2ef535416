/**
 * async-lock: locks by key, each with an array of waiting functions.
 *
 * Unless told otherwise it rejects whoever comes while 1 000 wait. A rejection is no operation, and a count would come
 * out short, so here it is told what its user with many tasks would tell it: to let any number wait. The array is moved
 * up by one at each release, so that a very long queue costs each of its waiters its length.
 *
 * @see https://github.com/rogierschouten/async-lock
 */
import type { CounterStrategy } from '@contend/counter';
import { GuardedCount } from './guarded-count.ts';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('async-lock', () => import('async-lock'));

const KEY = 'count';

class KeyedLock extends GuardedCount {
  asyncLock = new exported.default({ maxPending: Number.POSITIVE_INFINITY });

  increment(): Promise<number> {
    return this.asyncLock.acquire(KEY, this.hit);
  }
}

export default {
  kind: 'counter',
  id: 'guests/async-lock',
  title: 'async-lock',
  summary:
    'The npm package async-lock: a lock for each key. It rejects past 1 000 waiters unless told otherwise, as it is here.',
  source: 'npm async-lock',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 1,
  guest: true,
  ...found,
  make: () => KeyedLock,
} satisfies CounterStrategy;
