/** A contender that mostly reads: so many reads, then an increment, and so on. */
import type { Client, Readable } from '@contend/counter';

export class MostlyReads {
  /** Reads that were begun. */
  reads = 0;
  /** Until the next increment. */
  left: number;
  private readonly readable: Readable;
  private readonly writer: Client;
  private readonly readsPerWrite: number;

  /**
   * @param writer what increments: `readable`, or what an audit has put around it
   * @param left reads before the first increment
   */
  constructor(readable: Readable, writer: Client, readsPerWrite: number, left: number) {
    this.readable = readable;
    this.writer = writer;
    this.readsPerWrite = readsPerWrite;
    this.left = left;
  }

  get torn(): number {
    return this.readable.torn;
  }

  /** One operation, whichever's turn it is. A promise is handed on as it is: another one would cost as much as a lock. */
  increment(): unknown {
    if (this.left === 0) {
      this.left = this.readsPerWrite;
      return this.writer.increment();
    }
    this.left--;
    this.reads++;
    return this.readable.read();
  }
}

/** Reads before a contender's first increment: contenders write in turn, not all at once. */
export function firstReads(readsPerWrite: number, contender: number, contenders: number): number {
  return Math.floor((readsPerWrite * (contender + 1)) / contenders);
}
