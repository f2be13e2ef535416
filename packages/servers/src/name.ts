/** Names under which contend puts things on a server: valid as they are in a key, a schema, a bucket and a prefix. */
import { randomInt } from 'node:crypto';
import { ServerError } from './server-error.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const RANDOM_LETTERS = 12;
const NAME = new RegExp(`^contend_[a-z0-9]{${RANDOM_LETTERS}}$`);

/** `contend_` and twelve random letters or digits: all have the same length, so that none begins with another. */
export function freshName(): string {
  return `contend_${Array.from({ length: RANDOM_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

/** Whether {@link freshName} may have given it. */
export const isName = (text: string): boolean => NAME.test(text);

/** @throws {ServerError} for a name that {@link freshName} does not give: what lies under it is not contend's to remove */
export function checkName(name: string): void {
  if (!isName(name))
    throw new ServerError('bad-input', `"${name}" is no name that contend gives: nothing under it is removed`);
}
