import { parseArgs } from 'node:util';
import { Failure } from '@contend/bench/cli/failure';

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
