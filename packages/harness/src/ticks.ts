/** The time, told every millisecond or so in shared memory: who only looks whether it has changed pays for a plain load. */
import { now } from './clock.ts';

export const EVERY_MS = 1;
/** Times that are kept. A longer wait than all of them together last is taken for a shorter one. */
const KEPT = 4_096;
const COUNT_BYTES = Float64Array.BYTES_PER_ELEMENT;

export class Ticks {
  readonly buffer: SharedArrayBuffer;
  private readonly told: Int32Array;
  private readonly times: Float64Array;

  /** @param buffer of the one that tells, for those who look */
  constructor(buffer = new SharedArrayBuffer(COUNT_BYTES + KEPT * Float64Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.told = new Int32Array(buffer, 0, 1);
    this.times = new Float64Array(buffer, COUNT_BYTES);
  }

  /** How many there have been. Read plainly: it may be late. */
  get count(): number {
    return this.told[0] as number;
  }

  tell(): void {
    const count = this.count + 1;
    this.times[count % KEPT] = now();
    Atomics.store(this.told, 0, count);
  }

  /** ms; when the first one after the `count`th was told, which there has been. */
  after(count: number): number {
    // What was written before the count is seen by whoever reads it so.
    Atomics.load(this.told, 0);
    return this.times[(count + 1) % KEPT] as number;
  }
}
