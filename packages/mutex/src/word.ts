/** Where in shared memory a mutex or a condition lies. */

import { LINE_BYTES } from '@contend/counter';
import { common } from './threads.ts';

/** What it is, whichever realm it comes from: test runners give each file globals of its own. */
const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1);

/**
 * @returns its number, counted from the start of the memory
 * @throws {TypeError} `view` is none over shared memory
 * @throws {RangeError} `index` is outside it
 */
export function checkWord(view: Int32Array, index: number, what: string, words = 1): number {
  if (tagOf(view) !== 'Int32Array' || tagOf(view.buffer) !== 'SharedArrayBuffer')
    throw new TypeError(`a ${what} lies in shared memory: give it an Int32Array over a SharedArrayBuffer`);
  if (!Number.isInteger(index) || index < 0 || index >= view.length)
    throw new RangeError(`a ${what} at ${index} is outside its view: give it an index from 0 to ${view.length - 1}`);
  if (index + words > view.length)
    throw new RangeError(`a ${what} takes ${words} words: there are ${view.length - index} from ${index} on`);
  return placeOf(view, index);
}

/** In words, from the start of the memory. */
export const placeOf = (view: Int32Array, index: number): number =>
  view.byteOffset / Int32Array.BYTES_PER_ELEMENT + index;

/** Memory for one who brings none: cache lines of 128 bytes, which nothing else shares. */
export function ownWords(words = 1): Int32Array {
  const lines = Math.ceil((words * Int32Array.BYTES_PER_ELEMENT) / LINE_BYTES);
  return common?.lines(lines) ?? new Int32Array(new SharedArrayBuffer(lines * LINE_BYTES));
}
