/**
 * - `absent`: the engine is not installed here
 * - `too-old`: it is, or the user's server is, older than contend can use
 * - `bad-input`: a URL, a name or a setting that is none
 * - `unreachable`: nobody answers there
 * - `unusable`: whoever answers there speaks another protocol, or has not what the URL names
 * - `wrong-password`: it does not let contend in
 * - `no-rights`: it lets contend in, and not make what it needs
 * - `cannot-start`: a server of contend's own did not come up
 * - `not-ours`: what is done to contend's own servers only
 */
export type ServerErrorCode =
  | 'absent'
  | 'too-old'
  | 'bad-input'
  | 'unreachable'
  | 'unusable'
  | 'wrong-password'
  | 'no-rights'
  | 'cannot-start'
  | 'not-ours';

/** Control, format (so text cannot change its direction) and line separators: nothing that a terminal acts on. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Its message is one line that names what is wrong and how to mend it, and holds no password. */
export class ServerError extends Error {
  override name = 'ServerError';
  code: ServerErrorCode;

  constructor(code: ServerErrorCode, message: string) {
    super(message.replace(UNPRINTABLE, ' ').trim());
    this.code = code;
  }
}
