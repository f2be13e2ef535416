/** What scripts of ours have in common: flags, and errors of one line. */
import { parseArgs } from 'node:util';
import { Failure, STATUS } from '@contend/bench/cli/failure';
import { plainText, RecordError } from '@contend/record';

/**
 * What was typed after a script of ours: flags that each take a value.
 *
 * @param defaults by flag; undefined for one that need not be there
 * @throws Failure for anything else that was typed
 */
export function scriptFlags<T extends Record<string, string | undefined>>(defaults: T): T {
  const options = Object.fromEntries(Object.keys(defaults).map((flag) => [flag, { type: 'string' as const }]));
  try {
    return { ...defaults, ...parseArgs({ options }).values };
  } catch (error) {
    const known = Object.keys(options).map((flag) => `--${flag}`);
    throw new Failure(
      'flag',
      `${(error as Error).message.split('. ')[0]}; there are ${known.join(', ')}, each with a value`,
    );
  }
}

/** @param main gives the exit status. What it foresees is said in one line, after the script's name */
export async function runScript(name: string, main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Failure || error instanceof RecordError)) throw error;
    console.error(`${name}: ${plainText(error.message)}`);
    process.exitCode = error instanceof Failure ? error.status : STATUS.input;
  }
}
