/** What is no number of permits of a semaphore. */
import { told } from './limits.ts';

/**
 * @throws {TypeError} `permits` is no number
 * @throws {RangeError} it is none of 1, 2, 3 …
 */
export function checkPermits(permits: unknown): asserts permits is number {
  checkWhole('permits', permits);
}

/**
 * @param permits that the semaphore has in all
 * @throws {TypeError} `weight` is no number
 * @throws {RangeError} it is none of 1 … `permits`
 */
export function checkWeight(weight: unknown, permits: number): asserts weight is number {
  checkWhole('weight', weight);
  if (weight > permits)
    throw new RangeError(`weight is ${weight} of ${permits} permits, which would never come: give at most ${permits}`);
}

function checkWhole(what: string, value: unknown): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${what} is ${told(value)}: give a whole number from 1`);
  if (!(Number.isSafeInteger(value) && value >= 1))
    throw new RangeError(`${what} is ${value}: give a whole number from 1`);
}
