/**
 * A process that checks one strategy. The strategy runs in a thread, so that the main thread can go when the parent does,
 * and never in a process that measures: checking changes how code is compiled.
 */
import { answerOnce } from '@contend/harness';
import { Piscina } from 'piscina';
import type { CheckJob } from './check-worker.ts';

answerOnce((job: CheckJob) => {
  const filename = new URL('./check-worker.ts', import.meta.url).href;
  return new Piscina({ filename, minThreads: 1, maxThreads: 1 }).run(job);
});
