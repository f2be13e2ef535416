/**
 * The test-and-set spinlock in WebAssembly, where an atomic operation is one instruction of the processor. V8 compiles
 * `Atomics.exchange` to a call of some 9 ns; two of them and more is what a lock costs there.
 *
 * @see tas.wat, the lock itself
 */
import type { LockStrategy } from '@contend/counter';
import { assembled, on } from './assemble.ts';

const module = await assembled(new URL('./tas.wat', import.meta.url));

interface Exports {
  lock(word: number): void;
  unlock(word: number): void;
}

export default {
  kind: 'lock',
  id: 'wasm/tas',
  title: 'Test-and-set, in WebAssembly',
  summary: 'Exchanges 1 into one word until a 0 comes back: two calls of WebAssembly in the place of two of Atomics.',
  source: 'Anderson 1990',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
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
  twin: 'spinlock/tas',
  make: (_atomics, { memory }) => {
    const { lock, unlock } = on<Exports>(module, memory);
    return class WasmTas {
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
