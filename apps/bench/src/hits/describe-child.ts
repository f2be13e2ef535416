/**
 * A process that says what a module declares as the server of a website. It is a stranger's, may do anything, and is loaded here
 * alone.
 */
import { answerOnce } from '@contend/harness';
import { checkServer, type Declared } from './declared.ts';

export type Described = { server: Declared } | { error: string };

answerOnce(async ({ module }: { module: string }): Promise<Described> => {
  try {
    return { server: checkServer((await import(module)).default) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
});
