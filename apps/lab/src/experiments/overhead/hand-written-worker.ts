/** Loops that one would write by hand over one shared word, timed around all of their increments. */
import atomicAdd from '@contend/atomic/add';
import type { Client, CounterStrategy } from '@contend/counter';
import { pin, threadId } from '@contend/harness';

const BATCH = 10_000;

/** `counter`: through the very strategy that the harness measures. `bare`: the atomic addition alone. */
export type Loop = 'counter' | 'bare';

export interface Job {
  loop: Loop;
  memory: WebAssembly.Memory;
  core: number | null;
  ms: number;
}

const strategy: CounterStrategy = atomicAdd;
let made: { view: Int32Array; counter: Client } | undefined;

async function settle({ memory, core }: Job) {
  if (core !== null) await pin([threadId()], [core]);
  const view = new Int32Array(memory.buffer);
  const AtomicAdd = strategy.make(Atomics, { memory, world: 'threads' });
  return { view, counter: new AtomicAdd(view, 0, 0, 1) };
}

function count(counter: Client): void {
  for (let i = 0; i < BATCH; i++) counter.increment();
}

function add(view: Int32Array): void {
  for (let i = 0; i < BATCH; i++) Atomics.add(view, 0, 1);
}

/** @returns ns per increment */
export default async function handWritten(job: Job): Promise<number> {
  made ??= await settle(job);
  const { view, counter } = made;
  let increments = 0;
  const from = performance.now();
  let at = from;
  while (at - from < job.ms) {
    if (job.loop === 'bare') add(view);
    else count(counter);
    increments += BATCH;
    at = performance.now();
  }
  return ((at - from) * 1e6) / increments;
}
