/** Arguments that are numbers of something. */
import { told } from '@contend/counter/limits';

/**
 * @param what it is a number of, as errors call it
 * @throws {TypeError} `value` is no number
 * @throws {RangeError} it is none of 1 … `most`
 */
export function checkWhole(what: string, value: unknown, most: number): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${what} is ${told(value)}: give a whole number from 1`);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new RangeError(`${what} is ${value}: give a whole number from 1 to ${most}`);
}
