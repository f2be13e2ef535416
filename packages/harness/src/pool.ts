/** The threads of a fork: as many as jobs are run at a time, so that jobs which wait for each other never share one. */
import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { RUNTIME } from './runtime.ts';
import { WebWorkers } from './web-workers.ts';

export interface Pool {
  /** Runs a function that the module exports in a thread that has none to run. */
  // biome-ignore lint/suspicious/noExplicitAny: jobs are named by strings
  run(job: unknown, how: { name: string; transferList?: readonly MessagePort[] }): Promise<any>;
}

/** A strategy that needs more than this per contender has lost its memory, and should not take the machine's with it. */
export const HEAP_MB = 1_024;

/** @param module what each thread runs functions of */
export function poolOf(module: URL, threads: number): Pool {
  return RUNTIME === 'node' ? piscina(module, threads) : new WebWorkers(module, threads);
}

function piscina(module: URL, threads: number): Pool {
  const pool = new Piscina({
    filename: module.href,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    recordTiming: false,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  return {
    run: (job, { name, transferList = [] }) => pool.run(job, { name, transferList: [...transferList] as never }),
  };
}
