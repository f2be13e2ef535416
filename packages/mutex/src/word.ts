/** Where in shared memory a mutex or a condition lies. */

/**
 * @returns its number, counted from the start of the memory
 * @throws {TypeError} `view` is none over shared memory
 * @throws {RangeError} `index` is outside it
 */
export function checkWord(view: Int32Array, index: number, what: string): number {
  if (!(view instanceof Int32Array) || !(view.buffer instanceof SharedArrayBuffer))
    throw new TypeError(`a ${what} lies in shared memory: give it an Int32Array over a SharedArrayBuffer`);
  if (!Number.isInteger(index) || index < 0 || index >= view.length)
    throw new RangeError(`a ${what} at ${index} is outside its view: give it an index from 0 to ${view.length - 1}`);
  return view.byteOffset / Int32Array.BYTES_PER_ELEMENT + index;
}

/** @throws {RangeError} `timeout` is no time */
export function checkTimeout(timeout: number): void {
  if (!(timeout >= 0)) throw new RangeError(`a timeout of ${timeout} is no time: give it in ms, from 0`);
}
