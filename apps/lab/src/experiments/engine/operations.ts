/**
 * The steps that locks are made of, each in a loop of its own: one thread, nobody else near. Loops share no function, so
 * that none is compiled for what another did.
 */
import { LINE_BYTES } from '@contend/counter';
import { Mutex } from '@contend/mutex';
import futex from '@contend/mutex/futex';
import { assembled, on } from '@contend/wasm/assemble';
import wasmFutex from '@contend/wasm/futex';

const bare = await assembled(new URL('./bare.wat', import.meta.url));

/** Of bare.wat. */
export interface Bare {
  nothing(word: number): void;
  take(word: number): void;
  free(word: number): void;
  pair(word: number): void;
  pairs(word: number, times: number): void;
}

/** Of one loop, before the clock is looked at; one call of WebAssembly does as many. */
export const BATCH = 1_000;

/** Words of their own for each loop that needs some. */
const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const WORDS = { bare: 0, futex: LINE, wasm: 2 * LINE, mutex: 3 * LINE, count: 4 * LINE };
const FREE = 0;
const HELD = 1;

export type Operation =
  | 'load'
  | 'store'
  | 'exchange'
  | 'compare-exchange'
  | 'pair'
  | 'mutex/futex'
  | 'wasm-nothing'
  | 'wasm-pair'
  | 'wasm-one-call'
  | 'wasm-two-calls'
  | 'wasm-section'
  | 'wasm/futex'
  | 'pause'
  | 'try-finally'
  | 'using';

/**
 * @param memory shared, zeroed, of a page at least
 * @returns loops of {@link BATCH} operations, each of which leaves all words as they were
 */
export function operationsOn(memory: WebAssembly.Memory): Record<Operation, () => void> {
  const view = new Int32Array(memory.buffer);
  const { nothing, take, free, pair, pairs } = on<Bare>(bare, memory);
  const place = { memory, world: 'threads' } as const;
  const Futex = futex.make(Atomics);
  const ours = new Futex(view, WORDS.futex);
  const Wasm = wasmFutex.make(Atomics, place);
  const theirs = new Wasm(view, WORDS.wasm);
  const mutex = new Mutex(view, WORDS.mutex);
  return {
    load() {
      for (let i = 0; i < BATCH; i++) Atomics.load(view, WORDS.bare);
    },
    store() {
      for (let i = 0; i < BATCH; i++) Atomics.store(view, WORDS.bare, FREE);
    },
    exchange() {
      for (let i = 0; i < BATCH; i++) Atomics.exchange(view, WORDS.bare, FREE);
    },
    'compare-exchange'() {
      for (let i = 0; i < BATCH; i++) Atomics.compareExchange(view, WORDS.bare, FREE, FREE);
    },
    pair() {
      for (let i = 0; i < BATCH; i++) {
        Atomics.compareExchange(view, WORDS.bare, FREE, HELD);
        Atomics.exchange(view, WORDS.bare, FREE);
      }
    },
    'mutex/futex'() {
      for (let i = 0; i < BATCH; i++) {
        ours.lock();
        ours.unlock();
      }
    },
    'wasm-nothing'() {
      for (let i = 0; i < BATCH; i++) nothing(WORDS.bare);
    },
    'wasm-pair'() {
      pairs(WORDS.bare, BATCH);
    },
    'wasm-one-call'() {
      for (let i = 0; i < BATCH; i++) pair(WORDS.bare);
    },
    'wasm-two-calls'() {
      for (let i = 0; i < BATCH; i++) {
        take(WORDS.bare);
        free(WORDS.bare);
      }
    },
    'wasm-section'() {
      for (let i = 0; i < BATCH; i++) {
        take(WORDS.bare);
        // As an increment is, but an even number of times leaves no trace.
        view[WORDS.count] = (view[WORDS.count] as number) ^ 1;
        free(WORDS.bare);
      }
    },
    'wasm/futex'() {
      for (let i = 0; i < BATCH; i++) {
        theirs.lock();
        theirs.unlock();
      }
    },
    pause() {
      for (let i = 0; i < BATCH; i++) Atomics.pause();
    },
    'try-finally'() {
      for (let i = 0; i < BATCH; i++) {
        const guard = mutex.lock();
        try {
        } finally {
          guard.release();
        }
      }
    },
    using() {
      for (let i = 0; i < BATCH; i++) {
        using _guard = mutex.lock();
      }
    },
  };
}
