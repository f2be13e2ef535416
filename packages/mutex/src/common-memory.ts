/**
 * A memory that all threads of the process have in common, for mutexes that bring none: it is WebAssembly's, so that one
 * pair of functions a thread serves all of them. A memory for each mutex would take pages, gigabytes of addresses, and
 * functions of its own, which makes calls slow.
 *
 * Nobody knows when the last thread has forgotten a mutex, so a place is never given again; when all are, mutexes lie in
 * buffers of their own, where they work as well, but not as quickly.
 *
 * Words 0 to 3: the memory's random mark. Word 4: how many cache lines of 128 bytes were given.
 */
import { LINE_BYTES } from '@contend/counter';
import { type QuickSteps, quickSteps } from './quick-steps.ts';

const PAGE_BYTES = 65_536;
const PAGES = 64;
const LINES = (PAGES * PAGE_BYTES) / LINE_BYTES;
const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const MARK = 4;
const GIVEN = MARK;

/** For the process, by its main thread. Undefined: it would not be quicker here, or cannot be had. */
export function makeCommonMemory(): WebAssembly.Memory | undefined {
  if ('bun' in process.versions) return undefined;
  try {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });
    const view = new Int32Array(memory.buffer);
    for (let i = 0; i < MARK; i++) view[i] = Math.random() * 2 ** 32;
    return memory;
  } catch {
    // Switched off, as by --jitless, or there are not so many addresses.
    return undefined;
  }
}

/** This thread's access to it. Undefined: there is none, or no WebAssembly. */
export function accessTo(memory: WebAssembly.Memory | undefined): CommonMemory | undefined {
  try {
    return memory && new CommonMemory(memory);
  } catch {
    return undefined;
  }
}

export class CommonMemory {
  view: Int32Array;
  steps: QuickSteps;

  /** @throws {Error} WebAssembly is switched off */
  constructor(memory: WebAssembly.Memory) {
    this.view = new Int32Array(memory.buffer);
    this.steps = quickSteps(memory);
  }

  /** Cache lines that nothing else lies in. Undefined: so many are not left. */
  lines(howMany: number): Int32Array | undefined {
    for (;;) {
      const given = Atomics.load(this.view, GIVEN);
      // The first is its own.
      const first = given + 1;
      if (first + howMany > LINES) return undefined;
      if (Atomics.compareExchange(this.view, GIVEN, given, given + howMany) === given)
        return new Int32Array(this.view.buffer, first * LINE_BYTES, howMany * LINE);
    }
  }

  /** The address of `view[index]` where that is in here, else 0. */
  addressOf(view: Int32Array, index: number): number {
    return this.isIn(view.buffer) ? view.byteOffset + index * Int32Array.BYTES_PER_ELEMENT : 0;
  }

  /** A buffer that was posted is another object for the same memory: what tells is the mark. */
  isIn(buffer: ArrayBufferLike): boolean {
    if (buffer === this.view.buffer) return true;
    if (buffer.byteLength !== this.view.byteLength) return false;
    return new Int32Array(buffer, 0, MARK).every((word, i) => word === this.view[i]);
  }
}
