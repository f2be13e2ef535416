/** Loops that one would write by hand over one shared word, timed around all of their increments: what a thread runs. */
import atomicAdd from '@contend/atomic/add';
import type { Client, CounterStrategy } from '@contend/counter';
import { threadId } from '@contend/harness/in-thread';

const BATCH = 10_000;

/** `counter`: through the very strategy that the harness measures. `bare`: the atomic addition alone. */
export type Loop = 'counter' | 'bare';

export interface Job {
  loop: Loop;
  ms: number;
}

const strategy: CounterStrategy = atomicAdd;
let view: Int32Array;
let counter: Client;

/** Takes the memory. @returns which thread this is */
export function settle({ memory }: { memory: WebAssembly.Memory }): number | null {
  view = new Int32Array(memory.buffer);
  const AtomicAdd = strategy.make(Atomics, { memory, world: 'threads' });
  counter = new AtomicAdd(view, 0, 0, 1);
  return threadId();
}

function count(client: Client): void {
  for (let i = 0; i < BATCH; i++) client.increment();
}

function add(words: Int32Array): void {
  for (let i = 0; i < BATCH; i++) Atomics.add(words, 0, 1);
}

/** @returns ns per increment */
export function timed({ loop, ms }: Job): number {
  let increments = 0;
  const from = performance.now();
  let at = from;
  while (at - from < ms) {
    if (loop === 'bare') add(view);
    else count(counter);
    increments += BATCH;
    at = performance.now();
  }
  return ((at - from) * 1e6) / increments;
}
