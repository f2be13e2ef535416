/** A count in a file, as text: read and written as a whole, in place. Nothing here guards it. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const WIDTH = 12;

const pathIn = (directory: string): string => join(directory, 'count');

export function makeCountFile(directory: string): void {
  const file = openSync(pathIn(directory), 'wx');
  writeSync(file, '0'.padEnd(WIDTH), 0);
  closeSync(file);
}

export class CountFile {
  file: number;
  bytes: Buffer = Buffer.alloc(WIDTH);

  constructor(directory: string) {
    this.file = openSync(pathIn(directory), 'r+');
  }

  read(): number {
    readSync(this.file, this.bytes, 0, WIDTH, 0);
    return Number(this.bytes.toString('latin1'));
  }

  write(count: number): void {
    writeSync(this.file, String(count).padEnd(WIDTH), 0);
  }

  close(): void {
    closeSync(this.file);
  }
}
