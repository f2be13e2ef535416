/** Lists and patterns as they are typed on a command line. */
import { matchesGlob } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.ts';

/** @throws Failure when the list is empty or has an empty place */
export function listed(flag: string, text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.includes('')) throw new Failure('flag', `${flag} ${JSON.stringify(text)} has an empty place; write a,b,c`);
  return parts;
}

export function matches(id: string, pattern: string): boolean {
  return matchesGlob(id, pattern);
}

/** @throws Failure unless `text` is a whole number in the range */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Failure('flag', `${flag} ${JSON.stringify(text)}: must be a whole number from ${least} to ${most}`);
}

/** @throws Failure unless `text` is a number in the range */
export function amount(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= least && number <= most) return number;
  throw new Failure('flag', `${flag} ${JSON.stringify(text)}: must be a number from ${least} to ${most}`);
}

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
