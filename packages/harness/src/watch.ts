/**
 * One contender's account of one window: how much it did inside, from cumulative counts stamped with the time at the end
 * of each batch, interpolated where a batch straddles an edge.
 */
import { now } from './clock.ts';
import type { Gate } from './gate.ts';

/** Where contenders learn when a window opens and closes, and when all have seen it close. */
export type Meet = Pick<Gate, 'report' | 'arrive' | 'schedule' | 'pass' | 'everyonePassed' | 'rung' | 'aborted'>;

/** A batch takes between these shares of the window: long enough to hide the clock, short enough to place the edges. */
export const SHORTEST = 0.004;
export const LONGEST = 0.01;
export const LARGEST_BATCH = 1 << 24;
/**
 * On the ramps a batch takes as long as it would in a window of this many ms. Not longer: a contender may be alone there,
 * and what is quick then may take for ever once the others are there.
 */
export const RAMP_MS = 1;

/** What one contender saw of one window. */
export interface Seen {
  /** Increments finished, ramps included. */
  operations: number;
  /** Reads finished, ramps included, and those that were not of one value. Absent: the workload has none. */
  reads?: number;
  torn?: number;
  /** Increments inside the window. */
  inside: number;
  /** ms between two batch ends, the longest that touches the window. */
  longestGap: number;
  /** ms, on the process's clock: the ends of the first and of the last batch. */
  entered: number;
  left: number;
  /** False: aborted, or the window opened before this contender had heard of it. */
  complete: boolean;
}

/** Grows or halves a batch that took `took` ms of a window of `windowMs`. */
export function adapted(batch: number, took: number, windowMs: number): number {
  if (took > LONGEST * windowMs) return Math.max(1, batch >> 1);
  if (took < SHORTEST * windowMs) return Math.min(batch * 2, LARGEST_BATCH);
  return batch;
}

export class Watch {
  /** Increments of the next batch. */
  batch = 1;
  private operations = 0;
  private longestGap = 0;
  private entered = 0;
  private at: number;
  private opens = Number.POSITIVE_INFINITY;
  private closes = Number.POSITIVE_INFINITY;
  private atOpening = Number.NaN;
  private atClosing = Number.NaN;
  private passed = false;
  private readonly gate: Meet;
  private readonly contender: number;
  private readonly windowMs: number;
  private readonly rampMs: number;

  /** @param rampMs 0 for single increments on the ramps */
  constructor(gate: Meet, contender: number, windowMs: number, rampMs = RAMP_MS) {
    this.gate = gate;
    this.contender = contender;
    this.windowMs = windowMs;
    this.rampMs = rampMs;
    this.at = now();
  }

  /** To be called at the end of each batch, of `done` increments. True: go on with the next. */
  tick(done: number): boolean {
    const before = this.at;
    const counted = this.operations;
    const at = now();
    this.at = at;
    this.operations = counted + done;
    this.gate.report(this.contender, this.operations);
    if (this.entered === 0) {
      this.entered = at;
      this.gate.arrive(at, this.windowMs);
    } else {
      this.look(before, counted, at, done);
    }
    this.batch = this.passed ? 1 : adapted(done, at - before, at > this.opens ? this.windowMs : this.rampMs);
    // Once the bell has rung everyone's window has closed, whether or not they have got round to saying so.
    return !(this.gate.aborted() || (this.passed && (this.gate.everyonePassed() || this.gate.rung())));
  }

  private look(before: number, counted: number, at: number, done: number): void {
    if (this.opens === Number.POSITIVE_INFINITY) {
      const schedule = this.gate.schedule();
      if (schedule === undefined) return;
      ({ opens: this.opens, closes: this.closes } = schedule);
    }
    if (at <= this.opens || this.passed) return;
    this.longestGap = Math.max(this.longestGap, at - before);
    const share = (edge: number) => counted + (done * (edge - before)) / (at - before);
    if (before <= this.opens) this.atOpening = share(this.opens);
    if (at >= this.closes) {
      if (before < this.closes) this.atClosing = share(this.closes);
      this.passed = true;
      this.gate.pass();
    }
  }

  /** ms from the close of the window to the end of the last batch; negative when the window was not seen to close. */
  overstayed(): number {
    return this.passed ? this.at - this.closes : Number.NEGATIVE_INFINITY;
  }

  seen(): Seen {
    const inside = this.atClosing - this.atOpening;
    return {
      operations: this.operations,
      inside: Number.isNaN(inside) ? 0 : inside,
      longestGap: this.longestGap,
      entered: this.entered,
      left: this.at,
      complete: !Number.isNaN(inside),
    };
  }
}
