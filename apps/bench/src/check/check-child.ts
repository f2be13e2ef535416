/**
 * A process that checks one strategy. The strategy runs in a thread, so that the main thread can go when the parent does,
 * and never in a process that measures: checking changes how code is compiled.
 */
import { Piscina } from 'piscina';
import type { CheckJob } from './check-worker.ts';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.once('message', async (job: CheckJob) => {
  const filename = new URL('./check-worker.ts', import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: 1, maxThreads: 1 });
  process.send?.(await pool.run(job), () => process.exit());
});
