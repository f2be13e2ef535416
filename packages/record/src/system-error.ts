import { getSystemErrorMessage } from 'node:util';

/** What the system said, in words: 'no such file or directory'. */
export function inWords(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : getSystemErrorMessage(errno);
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
