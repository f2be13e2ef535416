/** One 32-bit number in shared memory, read and written plainly, as any field would be. */

/** Where things lie in a crew's memory, in bytes; 128 apart, so that no two of them share a cache line. */
export const NUMBER_AT = 0;
export const MUTEX_AT = 128;
export const GATE_AT = 256;
export const MEMORY_BYTES = 384;

export class SharedNumber {
  memory: SharedArrayBuffer;
  worker: number;
  word: Int32Array;

  /** @param worker which worker looks at it, from 0; a worker has an instance of its own on the same memory */
  constructor(memory: SharedArrayBuffer, worker: number) {
    this.memory = memory;
    this.worker = worker;
    this.word = new Int32Array(memory, NUMBER_AT, 1);
  }

  get value(): number {
    return this.word[0] as number;
  }

  set value(next: number) {
    this.word[0] = next;
  }
}
