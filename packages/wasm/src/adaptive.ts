/**
 * The adaptive mutex in WebAssembly: spins on a held word, looking ever more rarely, then parks.
 *
 * @see adaptive.wat, the lock itself
 * @see mutex/adaptive, which says why
 */
import type { LockStrategy } from '@contend/counter';
import { assembled, on } from './assemble.ts';

const module = await assembled(new URL('./adaptive.wat', import.meta.url));

interface Exports {
  /** 0 when it has got the lock. */
  tryLock(word: number): number;
  wait(word: number, tries: number, firstDelay: number, mostDelay: number): void;
  unlock(word: number): void;
}

/**
 * How many looks, and how many steps of a loop before the first and at most, some 0.3 ns each: from 0.7 to 20 µs apart,
 * some 100 µs in all. Chosen by `turbo run budget`: the number of looks hardly matters; the rarer they are, the quicker
 * where contenders do nothing but count, but a first look that is still later costs those who work between sections.
 */
const TRIES = 10;
const FIRST_DELAY = 2_048;
const MOST_DELAY = 65_536;

export default {
  kind: 'lock',
  id: 'wasm/adaptive',
  title: 'Spin, then park, in WebAssembly',
  summary:
    'Looks at a held word some times, ever more rarely, before it sleeps on it, all of it in WebAssembly. ' +
    'Made for short sections under contention.',
  source: 'Pizlo 2016; Karlin et al. 1991',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
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
  twin: 'mutex/adaptive',
  make: (_atomics, { memory }) => {
    const { tryLock, wait, unlock } = on<Exports>(module, memory);
    return class WasmAdaptive {
      /** Its address. */
      word: number;
      tries: number;
      firstDelay: number;
      mostDelay: number;

      constructor(
        view: Int32Array,
        base: number,
        _contender: number,
        _contenders: number,
        tries = TRIES,
        firstDelay = FIRST_DELAY,
        mostDelay = MOST_DELAY,
      ) {
        this.word = view.byteOffset + base * Int32Array.BYTES_PER_ELEMENT;
        this.tries = tries;
        this.firstDelay = firstDelay;
        this.mostDelay = mostDelay;
      }

      lock(): void {
        if (tryLock(this.word) !== 0) wait(this.word, this.tries, this.firstDelay, this.mostDelay);
      }

      unlock(): void {
        unlock(this.word);
      }
    };
  },
} satisfies LockStrategy;
