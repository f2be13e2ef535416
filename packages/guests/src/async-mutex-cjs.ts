/**
 * async-mutex by its CommonJS entry, as `require('async-mutex')` gives it.
 *
 * The same source as `promise-mutex/async-mutex`, compiled otherwise: the module entry runs each async function as a
 * generator of the engine's, this one as a state machine of tslib's, which costs another price. Which of the two a
 * program gets depends on whether it imports or requires.
 *
 * @see https://github.com/DirtyHairy/async-mutex
 */
import { createRequire } from 'node:module';
import type { AsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed(
  'async-mutex',
  () => createRequire(import.meta.url)('async-mutex') as typeof import('async-mutex'),
);

class AsyncMutexByRequire {
  mutex = new exported.Mutex();

  acquire(): Promise<unknown> {
    return this.mutex.acquire();
  }

  release(): void {
    this.mutex.release();
  }
}

export default {
  kind: 'async-lock',
  id: 'guests/async-mutex-cjs',
  title: 'async-mutex, required',
  summary:
    'The mutex of async-mutex by its CommonJS entry: the source of its module entry, compiled otherwise, at another price.',
  source: 'npm async-mutex',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  ...found,
  make: () => AsyncMutexByRequire,
} satisfies AsyncLockStrategy;
