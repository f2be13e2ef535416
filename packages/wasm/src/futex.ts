/**
 * The three-state mutex in WebAssembly. It sleeps there too, by `memory.atomic.wait32`, which is `Atomics.wait`.
 *
 * @see futex.wat, the lock itself
 */
import type { LockStrategy } from '@contend/counter';
import { assembled, on } from './assemble.ts';

const module = await assembled(new URL('./futex.wat', import.meta.url));

interface Exports {
  lock(word: number): void;
  unlock(word: number): void;
}

export default {
  kind: 'lock',
  id: 'wasm/futex',
  title: 'Three-state futex, in WebAssembly',
  summary: 'Takes a free word by compare-and-swap; otherwise marks it as awaited and sleeps. All of it in WebAssembly.',
  source: 'Drepper 2011, mutex 3',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'park',
  order: 'none',
  words: 1,
  guest: false,
  faults: {
    throw: 'recovered',
    terminate: 'stuck',
    kill: 'reported',
    forget: 'stuck',
    stall: 'recovered',
    crowd: 'recovered',
  },
  twin: 'mutex/futex',
  make: (_atomics, { memory }) => {
    const { lock, unlock } = on<Exports>(module, memory);
    return class WasmFutex {
      /** Its address. */
      word: number;

      constructor(view: Int32Array, base: number) {
        this.word = view.byteOffset + base * Int32Array.BYTES_PER_ELEMENT;
      }

      lock(): void {
        lock(this.word);
      }

      unlock(): void {
        unlock(this.word);
      }
    };
  },
} satisfies LockStrategy;
