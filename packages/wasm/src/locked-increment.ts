/**
 * A hit counter whose whole section (lock, increment, unlock) is one call of WebAssembly. Waits as wasm/adaptive does.
 *
 * A call from JavaScript costs about as much as the section, so here there is half of it. The count lies beside the word
 * of the mutex: the cache line that brings the one brings the other.
 *
 * @see locked-increment.wat, the counter itself
 */
import type { CounterStrategy } from '@contend/counter';
import { assembled, on } from './assemble.ts';

const module = await assembled(new URL('./locked-increment.wat', import.meta.url));

interface Exports {
  increment(word: number): number;
}

export default {
  kind: 'counter',
  id: 'wasm/locked-increment',
  title: 'A locked increment, in WebAssembly',
  summary:
    'Locks, increments and unlocks in one call of WebAssembly, and waits as wasm/adaptive does: what a lock costs ' +
    'where its section has moved in with it.',
  source: 'Pizlo 2016; Karlin et al. 1991',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  words: 2,
  guest: false,
  faults: { terminate: 'recovered', kill: 'reported', stall: 'recovered', crowd: 'recovered' },
  twin: 'mutex/adaptive',
  make: (_atomics, { memory }) => {
    const { increment } = on<Exports>(module, memory);
    return class LockedIncrement {
      view: Int32Array;
      count: number;
      /** Address of the mutex. */
      word: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.count = base + 1;
        this.word = view.byteOffset + base * Int32Array.BYTES_PER_ELEMENT;
      }

      increment(): number {
        return increment(this.word);
      }

      value(): number {
        return this.view[this.count] as number;
      }
    };
  },
} satisfies CounterStrategy;
