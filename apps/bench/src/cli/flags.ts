/** Lists and patterns as they are typed on a command line. */
import { matchesGlob } from 'node:path';
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
