/**
 * V8's own mutex, from the proposal for shared structs: `Atomics.Mutex.lock(mutex, section)`, which runs the section and
 * unlocks however it ends.
 *
 * It is an object in the heap that V8's threads share, not a word of shared memory. A comer spins for a while, then
 * sleeps in a list that the mutex leads to. Each call enters the engine's C++, which costs more than the few atomic
 * operations that a free lock needs. The runtime is its version.
 * Word 0: the count. From word 1: how the threads come to have one mutex.
 *
 * @see https://github.com/tc39/proposal-structs
 * @see https://github.com/v8/v8/blob/main/src/objects/js-atomics-synchronization.cc
 */
import type { CounterStrategy } from '@contend/counter';
import { handedRound, noHandingRound, RENDEZVOUS_WORDS } from './rendezvous.ts';

interface AtomicsMutex {
  new (): object;
  lock<T>(mutex: object, section: () => T): T;
}

const { Mutex } = Atomics as unknown as { Mutex: AtomicsMutex };

class EngineMutex {
  view: Int32Array;
  base: number;
  mutex: object;

  constructor(view: Int32Array, base: number, _contender: number, contenders: number) {
    this.view = view;
    this.base = base;
    this.mutex = handedRound(view, base + 1, contenders, () => new Mutex());
  }

  hit = (): number => {
    const next = (this.view[this.base] as number) + 1;
    this.view[this.base] = next;
    return next;
  };

  increment(): number {
    return Mutex.lock(this.mutex, this.hit);
  }

  value(): number {
    return this.view[this.base] as number;
  }
}

export default {
  kind: 'counter',
  id: 'guests/atomics-mutex',
  title: 'V8’s Atomics.Mutex',
  summary: 'The mutex that V8 has behind a flag: an object of the shared heap; spins a while, then sleeps in a list.',
  source: 'TC39 shared structs proposal',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  words: 1 + RENDEZVOUS_WORDS,
  guest: true,
  flags: ['--harmony-struct'],
  absent:
    Mutex === undefined ? 'this runtime has no Atomics.Mutex, which V8 has behind --harmony-struct' : noHandingRound,
  make: () => EngineMutex,
} satisfies CounterStrategy;
