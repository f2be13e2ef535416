/** Why a command cannot do what it was asked: one line that names what is wrong and how to mend it. */
export const STATUS = { held: 0, broken: 1, input: 2, host: 3, interrupted: 130 } as const;

export class Failure extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number = STATUS.input) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
