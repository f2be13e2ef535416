/**
 * A process that says what strategy modules declare. They are strangers' code and may do anything, never return included,
 * so they are loaded in a thread, and the main thread goes when the parent does.
 */
import { Piscina } from 'piscina';
import { answerOnce } from './answer.ts';

answerOnce(({ modules }: { modules: string[] }) => {
  const filename = new URL('./describe-worker.ts', import.meta.url).href;
  return new Piscina({ filename, minThreads: 1, maxThreads: 1 }).run(modules);
});
