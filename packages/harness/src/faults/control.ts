/**
 * How a fault is directed: in shared memory, because contenders that are stuck hear no messages. Nothing waits here, and
 * each contender's count of finished increments has a cache line of its own.
 */
import { LINE_BYTES } from '@contend/counter';

const ARMED = 0;
const FIRED = 1;
const STOPPED = 2;
const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;

/** The contender that the fault befalls. */
export const VICTIM = 0;

export class Control {
  readonly buffer: SharedArrayBuffer;
  readonly contenders: number;
  private readonly words: Int32Array;

  constructor(contenders: number, buffer = new SharedArrayBuffer(LINE_BYTES * (contenders + 1))) {
    this.buffer = buffer;
    this.contenders = contenders;
    this.words = new Int32Array(buffer);
  }

  /** Asks the victim to make the fault, in its next increment. */
  arm(): void {
    Atomics.store(this.words, ARMED, 1);
  }

  get armed(): boolean {
    return Atomics.load(this.words, ARMED) === 1;
  }

  /** Says that the fault is happening. */
  fire(): void {
    Atomics.store(this.words, FIRED, 1);
  }

  get fired(): boolean {
    return Atomics.load(this.words, FIRED) === 1;
  }

  /** Asks all contenders to leave after their increment. */
  stop(): void {
    Atomics.store(this.words, STOPPED, 1);
  }

  get stopped(): boolean {
    return Atomics.load(this.words, STOPPED) === 1;
  }

  /** Says that one more increment of a contender has returned. */
  finish(contender: number): void {
    Atomics.add(this.words, (contender + 1) * LINE, 1);
  }

  /** Increments of each contender that have returned. */
  finished(): number[] {
    return Array.from({ length: this.contenders }, (_, i) => Atomics.load(this.words, (i + 1) * LINE) >>> 0);
  }

  total(): number {
    return this.finished().reduce((sum, each) => sum + each, 0);
  }

  /** Increments of all but the victim. */
  others(): number {
    return this.total() - (this.finished()[VICTIM] as number);
  }
}
