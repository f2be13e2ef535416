/**
 * Where the contenders of a window meet: nobody's window opens before everyone is inside their loop, and nobody leaves
 * before everyone's has closed (JMH calls this synchronised iterations; its sample 17 shows what it mends).
 *
 * The gate lies in shared memory and nothing waits at it: a contender that found it closed would stop contending.
 */
import { LINE_BYTES } from '@contend/counter';

const ARRIVED = 0;
const SCHEDULED = 1;
const PASSED = 2;
const ABORTED = 3;
const RUNG = 4;
const GATE_BYTES = 64;
const OPENS = 0;
const CLOSES = 1;

/** Between scheduling a window and its opening, so that every contender hears of it in time. */
export const NOTICE_MS = 0.5;

export class Gate {
  readonly buffer: SharedArrayBuffer;
  readonly contenders: number;
  /** One word: 0 until {@link ring}, and again after {@link reset}. */
  readonly bell: Int32Array;
  private readonly words: Int32Array;
  private readonly times: Float64Array;
  /** Increments that each contender has finished, one cache line each, for whoever asks whether anything moves. */
  private readonly progress: Float64Array;

  constructor(contenders: number, buffer = new SharedArrayBuffer(LINE_BYTES * (contenders + 1))) {
    this.buffer = buffer;
    this.contenders = contenders;
    this.words = new Int32Array(buffer, 0, GATE_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.bell = this.words.subarray(RUNG, RUNG + 1);
    this.times = new Float64Array(buffer, GATE_BYTES, 2);
    this.progress = new Float64Array(buffer, LINE_BYTES);
  }

  /** Makes the gate ready for the next window. Only while no contender is at it. */
  reset(): void {
    for (const word of [ARRIVED, SCHEDULED, PASSED, RUNG]) Atomics.store(this.words, word, 0);
  }

  /** Says that one more contender is inside its loop; the last one schedules the window. */
  arrive(at: number, windowMs: number): void {
    if (Atomics.add(this.words, ARRIVED, 1) + 1 < this.contenders) return;
    this.times[OPENS] = at + NOTICE_MS;
    this.times[CLOSES] = at + NOTICE_MS + windowMs;
    Atomics.store(this.words, SCHEDULED, 1);
  }

  /** When the window opens and closes, once that is known. */
  schedule(): { opens: number; closes: number } | undefined {
    if (Atomics.load(this.words, SCHEDULED) === 0) return undefined;
    return { opens: this.times[OPENS] as number, closes: this.times[CLOSES] as number };
  }

  /** Says that one more contender's window has closed. */
  pass(): void {
    Atomics.add(this.words, PASSED, 1);
  }

  everyonePassed(): boolean {
    return Atomics.load(this.words, PASSED) === this.contenders;
  }

  /** Cuts all batches short that are under way, and those to come until {@link reset}. */
  ring(): void {
    Atomics.store(this.words, RUNG, 1);
  }

  rung(): boolean {
    return Atomics.load(this.words, RUNG) === 1;
  }

  /** Asks all contenders to leave at once. For good: an aborted cell measures no more. */
  abort(): void {
    Atomics.store(this.words, ABORTED, 1);
    this.ring();
  }

  aborted(): boolean {
    return Atomics.load(this.words, ABORTED) === 1;
  }

  /** Plain, once a batch: a reader who is late by one batch is early enough. */
  report(contender: number, finished: number): void {
    this.progress[(contender * LINE_BYTES) / Float64Array.BYTES_PER_ELEMENT] = finished;
  }

  finished(): number {
    let sum = 0;
    const stride = LINE_BYTES / Float64Array.BYTES_PER_ELEMENT;
    for (let i = 0; i < this.contenders; i++) sum += this.progress[i * stride] as number;
    return sum;
  }
}
