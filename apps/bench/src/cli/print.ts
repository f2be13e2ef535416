/** Where what a command says goes: the result to stdout, everything else to stderr. */
import process from 'node:process';

const NARROW = 80;

export interface Terminal {
  columns: number;
  colour: boolean;
}

/** Width and colours of a stream; `COLUMNS`, `NO_COLOR` and `FORCE_COLOR` have their usual say. */
export function terminal(stream: NodeJS.WriteStream): Terminal {
  const columns = stream.columns ?? Number(process.env.COLUMNS);
  return {
    columns: Number.isInteger(columns) && columns > 0 ? columns : NARROW,
    colour: stream.hasColors?.() === true || (process.env.FORCE_COLOR ?? '0') !== '0',
  };
}

/** Waits until the stream has taken it, so that a long document reaches a pipe whole. */
export function print(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

export function printJson(value: unknown): Promise<void> {
  return print(`${JSON.stringify(value, null, 2)}\n`);
}
