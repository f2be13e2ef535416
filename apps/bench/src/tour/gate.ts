/**
 * The gate to a crew's loop. It opens when everybody is there, and nobody leaves before everybody has done a share:
 * so every thread has company for the whole of its share, however much quicker than the others it is.
 */
import { GATE_AT } from './shared-number.ts';

const ARRIVED = 0;
const OPEN = 1;
const FINISHED = 2;

export class Gate {
  words: Int32Array;
  contenders: number;

  constructor(memory: SharedArrayBuffer, contenders: number) {
    this.words = new Int32Array(memory, GATE_AT, 3);
    this.contenders = contenders;
  }

  /** Blocks the calling thread until all contenders have called. */
  enter(): void {
    if (Atomics.add(this.words, ARRIVED, 1) === this.contenders - 1) {
      Atomics.store(this.words, OPEN, 1);
      Atomics.notify(this.words, OPEN);
    } else {
      Atomics.wait(this.words, OPEN, 0);
    }
  }

  get open(): boolean {
    return Atomics.load(this.words, OPEN) === 1;
  }

  /** Says that the calling thread has done its share. */
  finish(): void {
    Atomics.add(this.words, FINISHED, 1);
  }

  get everybodyFinished(): boolean {
    return Atomics.load(this.words, FINISHED) === this.contenders;
  }
}
