/**
 * The Mutex of multithreading, a package that brings Rust's locks and thread pool to JavaScript: by its blocking entry,
 * and by the asynchronous one that it advises.
 *
 * Free or held is one word that a comer swaps and waits on, and each unlock wakes somebody: without the third state of
 * `mutex/futex` it cannot tell whether anybody sleeps, so a free lock pays for a wake-up too. Each acquisition makes a
 * guard. The word is always the first of a buffer, so it cannot lie in the cell's memory and has its own, handed round.
 * Importing it in Node puts browser globals such as `self` and `Worker` in place.
 * It is awaited by threads only: a task that takes it again without letting the event loop turn, as a loop of awaits
 * does, never lets the wake-up through that the other tasks of its thread wait for, and they wait for ever.
 * From word 0: how the threads come to have one buffer.
 *
 * @see https://github.com/W4G1/multithreading
 */
import type { AsyncLockStrategy, LockStrategy } from '@contend/counter';
import type { Mutex, MutexGuard } from 'multithreading';
import { installed } from './installed.ts';
import { handedRound, noHandingRound, RENDEZVOUS_WORDS } from './rendezvous.ts';

const { exported, ...found } = await installed('multithreading', () => import('multithreading'));

function mutexOf(view: Int32Array, base: number, contenders: number): Mutex {
  const buffer = handedRound(view, base, contenders, () => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  return new exported.Mutex(undefined, buffer);
}

class Blocking {
  mutex: Mutex;
  /** Of whoever is inside; nobody else touches it. */
  guard: MutexGuard<void> | undefined = undefined;

  constructor(view: Int32Array, base: number, _contender: number, contenders: number) {
    this.mutex = mutexOf(view, base, contenders);
  }

  lock(): void {
    this.guard = this.mutex.blockingLock();
  }

  unlock(): void {
    this.guard?.dispose();
  }
}

class Asynchronous {
  mutex: Mutex;
  guard: MutexGuard<void> | undefined = undefined;

  constructor(view: Int32Array, base: number, _contender: number, contenders: number) {
    this.mutex = mutexOf(view, base, contenders);
  }

  async acquire(): Promise<void> {
    this.guard = await this.mutex.lock();
  }

  release(): void {
    this.guard?.dispose();
  }
}

const shared = {
  source: 'npm multithreading',
  runsIn: ['threads'],
  promises: ['threads'],
  order: 'none',
  words: RENDEZVOUS_WORDS,
  guest: true,
  ...found,
  absent: found.absent ?? noHandingRound,
} as const;

export default [
  {
    kind: 'lock',
    id: 'guests/multithreading',
    title: 'multithreading’s Mutex',
    summary:
      'The shared-memory mutex of the npm package multithreading: one word to swap and to wait on; each unlock makes the call that wakes, whether a thread sleeps or not.',
    waits: 'park',
    ...shared,
    make: () => Blocking,
  } satisfies LockStrategy,
  {
    kind: 'async-lock',
    id: 'guests/multithreading-async',
    title: 'multithreading’s Mutex, awaited',
    summary: 'The same mutex by the entry that its package advises: it awaits a turn instead of blocking the thread.',
    waits: 'await',
    ...shared,
    make: () => Asynchronous,
  } satisfies AsyncLockStrategy,
];
