/**
 * One byte more at the end of a file for each hit; the count is how long it is.
 *
 * Of a file that is opened for appending, the system finds the end and writes there in one step, whoever else appends. So
 * nothing is read, and nothing can be overwritten; but nobody learns which hit it was.
 *
 * @see POSIX.1-2024, write(): "no intervening file modification operation shall occur between changing the file offset and
 *   the write operation"
 */
import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Session, StoreStrategy } from '@contend/counter';

const HIT = Buffer.from('.');

class Append implements Session {
  file: number;

  constructor(directory: string) {
    this.file = openSync(join(directory, 'hits'), 'a+');
  }

  increment(): number {
    writeSync(this.file, HIT);
    return 0;
  }

  value(): number {
    return fstatSync(this.file).size | 0;
  }

  close(): void {
    closeSync(this.file);
  }
}

export default {
  kind: 'store',
  id: 'file/append',
  title: 'A byte for each hit',
  summary: 'Appends a byte to a file, which the system does in one step. The count is the file’s size.',
  source: 'POSIX write() with O_APPEND',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'none',
  order: 'none',
  numbers: 'none',
  words: 0,
  guest: false,
  faults: { kill: 'recovered', stall: 'recovered' },
  make: () => ({ open: ({ directory }) => new Append(directory) }),
} satisfies StoreStrategy;
