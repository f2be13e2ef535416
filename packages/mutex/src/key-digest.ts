/** What stands for a key in shared memory. */
import { hash } from 'node:crypto';
import { told } from '@contend/counter/limits';
import type { Key } from './key-table.ts';

/** What a {@link KeyedMutex} locks by: 1 and '1' are different keys, and 0 and −0 are the same. */
export type LockKey = string | number;

/**
 * The first 96 bits of its SHA-256: that two keys have the same is less likely than that memory fails.
 *
 * @throws {TypeError} it is neither a string nor a number
 */
export function digestOf(key: LockKey): Key {
  if (typeof key !== 'string' && typeof key !== 'number')
    throw new TypeError(`key is ${told(key)}: give a string or a number`);
  // Not as UTF-8, in which halves of surrogate pairs are all the same.
  const digest = hash('sha256', Buffer.from(`${typeof key} ${key}`, 'utf16le'), 'buffer');
  return [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8)];
}
