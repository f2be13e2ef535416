/** A process that measures one strategy with one number of waiters, in a pool thread, and ends however many still wait. */
import { answerOnce } from '@contend/harness';
import { Piscina } from 'piscina';
import type { Answer, Question } from './crowd-worker.ts';

/** 160 000 waiters take a few hundred of them; a strategy that needs far more is told apart from one that is slow. */
const HEAP_MB = 2_048;

answerOnce(async (question: Question): Promise<Answer> => {
  const filename = new URL('./crowd-worker.ts', import.meta.url).href;
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
  const pool = new Piscina({ filename, minThreads: 1, maxThreads: 1, resourceLimits });
  return pool
    .run(question)
    .catch((error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }));
});
