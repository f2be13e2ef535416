/** Real threads on one shared counter, watched: a crew that stands still is named and sent home, never waited for. */
import { once } from 'node:events';
import { setInterval } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Gate } from './gate.ts';
import { Mutex } from './mutex.ts';
import { MEMORY_BYTES, SharedNumber } from './shared-number.ts';
import type { Done, Job } from './worker.ts';

export interface Load {
  contenders: number;
  /** How many times each contender increments at least; it goes on until all of them have. */
  increments: number;
  /** Milliseconds without a single increment after which the crew is taken to be stuck; 10 000 unless told. */
  patience?: number;
}

export interface Stall {
  /** The worker that holds the mutex; null when nobody does. */
  holder: number | null;
  waiters: number[];
  /** Milliseconds since the last increment that was seen. */
  idleMs: number;
}

export type Outcome = Finished | Stuck;

interface Ended {
  contenders: number;
  /** What the counter says at the end, modulo 2^32. */
  count: number;
}

export interface Finished extends Ended {
  stall: null;
  /** How often the contenders incremented, all together. */
  increments: number;
  /** How many of these did not reach the counter, modulo 2^32. */
  lost: number;
  /** How many of these threw an error. */
  thrown: number;
  /** Who holds the mutex now that everybody is done; null when it is free. */
  holder: number | null;
}

export interface Stuck extends Ended {
  stall: Stall;
}

/** Runs the `Counter` that the file `source` exports in `load.contenders` threads; none of them is left when it ends. */
export type RunCrew = (load: Load) => Promise<Outcome>;

const TICK_MS = 20;
const DEFAULT_PATIENCE_MS = 10_000;

/** @param source URL of a file that exports a class `Counter` which extends {@link SharedNumber} */
export async function runCrew(source: string, load: Load, signal: AbortSignal): Promise<Outcome> {
  signal.throwIfAborted();
  const { contenders, increments, patience = DEFAULT_PATIENCE_MS } = load;
  const memory = new SharedArrayBuffer(MEMORY_BYTES);
  const over = new AbortController();
  const untilOver = AbortSignal.any([signal, over.signal]);
  const workers = Array.from({ length: contenders }, (_, worker) => {
    const workerData: Job = { source, memory, worker, contenders, increments };
    const thread = new Worker(new URL('./worker.ts', import.meta.url), { workerData, execArgv: [] });
    // The first to fail ends the crew; one that fails while it is ended has nothing to add, and must not go unheard.
    return thread.on('error', () => {});
  });
  try {
    const finished = Promise.all(workers.map((worker) => once(worker, 'message', { signal: untilOver })));
    const ended = await Promise.race([finished, standstill(memory, contenders, patience, untilOver)]);
    const count = new SharedNumber(memory, 0).value >>> 0;
    if (!Array.isArray(ended)) return { contenders, count, stall: ended };
    const done = ended.map(([message]) => message as Done);
    const calls = done.reduce((sum, { calls }) => sum + calls, 0);
    const thrown = done.reduce((sum, { thrown }) => sum + thrown, 0);
    const { holder } = new Mutex(memory, 0);
    return { contenders, count, stall: null, increments: calls, lost: (calls - count) >>> 0, thrown, holder };
  } finally {
    over.abort();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Resolves once the number has not changed for `patience` milliseconds. */
async function standstill(
  memory: SharedArrayBuffer,
  contenders: number,
  patience: number,
  signal: AbortSignal,
): Promise<Stall> {
  const number = new SharedNumber(memory, 0);
  const mutex = new Mutex(memory, 0);
  const gate = new Gate(memory, contenders);
  let last = number.value;
  let since = performance.now();
  let quietTicks = 0;
  for await (const _ of setInterval(TICK_MS, undefined, { signal })) {
    if (number.value !== last || !gate.open) {
      last = number.value;
      since = performance.now();
      quietTicks = 0;
      continue;
    }
    // Ticks, not the clock: a machine that slept, or gave this process no time, is no proof that the crew is stuck.
    quietTicks++;
    if (quietTicks * TICK_MS >= patience) {
      return { holder: mutex.holder, waiters: mutex.waiters, idleMs: Math.round(performance.now() - since) };
    }
  }
  throw new Error('the watch over the crew ended before the crew did');
}
