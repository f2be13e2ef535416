import { plainText } from './text.ts';

/**
 * - `unreadable`: no such file, no permission, not a file
 * - `too-large`: more than the limit of `readRecord`
 * - `not-json`: not JSON, or nested as no record is
 * - `future-version`: made by a newer contend
 * - `invalid`: not the form of a record, or impossible figures
 * - `edited`: a summary is not what its raw rounds make
 * - `unwritable`: the folder cannot be written
 * - `disk-full`: no room for the record
 */
export type RecordErrorCode =
  | 'unreadable'
  | 'too-large'
  | 'not-json'
  | 'future-version'
  | 'invalid'
  | 'edited'
  | 'unwritable'
  | 'disk-full';

/** Its message is one line that is safe to print. */
export class RecordError extends Error {
  override name = 'RecordError';
  code: RecordErrorCode;

  constructor(code: RecordErrorCode, message: string) {
    super(plainText(message));
    this.code = code;
  }
}
