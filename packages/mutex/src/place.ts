/** Where a primitive of several words lies: where the user says, or in shared memory of its own. */

import { LINE_BYTES } from '@contend/counter';
import type { MutexOptions } from '@contend/counter/limits';
import { checkMost } from '@contend/counter/limits';
import { checkWord } from './word.ts';

/** What a user gives behind what the primitive needs. */
export type Where<O = MutexOptions> =
  | [options?: O | undefined]
  | [view: Int32Array, index?: number | undefined, options?: O | undefined];

/** Plain data, which a message carries to another thread. */
export interface Handle {
  view: Int32Array;
  index: number;
  name: string;
}

/** By their kinds, in memory of their own, by this thread. */
const made = new Map<string, number>();

export interface Place extends Handle {
  maxWaiting: number;
}

/** Whether the caller left out where it lies. A view that is missing by mistake is none of these. */
function isOptions(where: readonly unknown[]): boolean {
  return where.length === 0 || (where.length === 1 && Object.getPrototypeOf(where[0] ?? []) === Object.prototype);
}

/**
 * @param kind 'semaphore'
 * @throws {TypeError} there is a view, and it is none over shared memory
 * @throws {RangeError} there are fewer words in it from the index on
 */
export function placed(kind: string, words: number, where: readonly unknown[]): Place {
  const own = isOptions(where);
  const [view, index, options = {}] = (own ? [ownWords(words), 0, where[0]] : where) as [
    Int32Array,
    number | undefined,
    MutexOptions | undefined,
  ];
  const at = index ?? 0;
  const place = checkWord(view, at, kind);
  if (at + words > view.length)
    throw new RangeError(`a ${kind} at ${at} needs ${words} words, and its view has ${view.length}: make that larger`);
  const { name = own ? `${kind} ${count(kind)}` : `the ${kind} at word ${place}`, maxWaiting = Infinity } = options;
  checkMost(maxWaiting);
  return { view, index: at, name, maxWaiting };
}

function count(kind: string): number {
  const number = (made.get(kind) ?? 0) + 1;
  made.set(kind, number);
  return number;
}

/** In cache lines that nothing else shares. */
function ownWords(words: number): Int32Array {
  const bytes = words * Int32Array.BYTES_PER_ELEMENT;
  return new Int32Array(new SharedArrayBuffer(Math.ceil(bytes / LINE_BYTES) * LINE_BYTES));
}
