/** A thread that serves as an actor's owner, then tells what it used and must end by itself. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ActorStrategy, Port } from '@contend/counter';

export interface Employment {
  url: string;
  memory: WebAssembly.Memory;
  base: number;
  contenders: number;
  ports: Port[];
  /** The first position, where the owner has one. */
  head?: number;
}

const { url, memory, base, contenders, ports, head } = workerData as Employment;
const { default: strategy }: { default: ActorStrategy } = await import(url);
const { Owner } = strategy.make(Atomics, { memory, world: 'threads' });
const owner = new Owner(new Int32Array(memory.buffer), base, contenders, ports);
if (head !== undefined) Object.assign(owner, { head });
const before = process.threadCpuUsage();
await owner.serve();
const { user, system } = process.threadCpuUsage(before);
parentPort?.postMessage({ cpuMs: (user + system) / 1_000 });
