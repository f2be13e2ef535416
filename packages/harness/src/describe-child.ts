/**
 * A process that says what strategy modules declare. They are strangers' code and may do anything, never return included,
 * so they are loaded in a thread, and the main thread goes when the parent does.
 */
import { answerOnce } from './answer.ts';
import { poolOf } from './pool.ts';

answerOnce(({ modules }: { modules: string[] }) =>
  poolOf(new URL('./describe-worker.ts', import.meta.url), 1).run(modules, { name: 'declarations' }),
);
