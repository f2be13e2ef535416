/** A contender in a thread of its own: takes the lock once, and writes down that it was served. */
import { workerData } from 'node:worker_threads';
import type { LockStrategy } from '@contend/counter';

export interface Comer {
  /** The file of the lock. */
  url: string;
  memory: WebAssembly.Memory;
  base: number;
  contender: number;
  contenders: number;
  /** Word 0: how many were served. After it, who they were. */
  served: Int32Array;
}

const { url, memory, base, contender, contenders, served } = workerData as Comer;
const { default: strategy }: { default: LockStrategy } = await import(url);
const Lock = strategy.make(Atomics, { memory, world: 'threads' });
const lock = new Lock(new Int32Array(memory.buffer), base, contender, contenders);
lock.lock();
served[Atomics.add(served, 0, 1) + 1] = contender;
lock.unlock();
