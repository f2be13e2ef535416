/** Another thread for a probe: it runs the `there` of the probe's own file, and writes on a board what it has reached. */
import { Worker } from 'node:worker_threads';
import type { Adapter } from './primitives.ts';

/** What a probe's other threads are given. */
export interface There {
  adapter: Adapter;
  /** What they have of the lock. */
  handle: unknown;
  /** Words of shared memory that the probe reads. */
  board: Int32Array;
}

/** In `workerData`. */
export interface Errand {
  file: string;
  name: string;
  handle: unknown;
  board: Int32Array;
}

export const newBoard = (): Int32Array => new Int32Array(new SharedArrayBuffer(64));

/** Threads that end with the probe. */
export class Crew {
  workers: Worker[] = [];

  /** @param file of a probe that exports `there` */
  send(file: string, { adapter, handle, board }: There): Worker {
    const workerData: Errand = { file, name: adapter.name, handle, board };
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData });
    // What it throws is seen on the board: that it got no further.
    worker.on('error', () => {});
    this.workers.push(worker);
    return worker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}
