/**
 * A lock that is held while a file exists: whoever creates it has the lock, and removes it to release it.
 *
 * Creating a file that must not exist yet (O_CREAT with O_EXCL) is one step, which succeeds for one process alone. Who fails
 * tries again after a while, twice as long each time. A holder that dies leaves the file behind, and nobody ever gets in.
 *
 * @see open(2), O_EXCL; the lock files of mail spools and of package managers
 */
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Lease, LeaseSession, LeaseStrategy } from '@contend/counter';
import { CountFile, makeCountFile } from './count-file.ts';

/** ms between two tries, at first and at most. */
const FIRST_NAP_MS = 0.05;
const LONGEST_NAP_MS = 5;

const asleep = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

class Exclusive implements LeaseSession {
  file: CountFile;
  path: string;
  lease: Lease;

  constructor(directory: string) {
    this.file = new CountFile(directory);
    this.path = join(directory, 'count.lock');
    this.lease = { release: () => unlinkSync(this.path) };
  }

  acquire(): Lease {
    for (let nap = FIRST_NAP_MS; !this.create(); nap = Math.min(LONGEST_NAP_MS, 2 * nap))
      Atomics.wait(asleep, 0, 0, nap);
    return this.lease;
  }

  /** @returns false: it exists */
  create(): boolean {
    try {
      closeSync(openSync(this.path, 'wx'));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  read(): number {
    return this.file.read();
  }

  write(_: Lease, count: number): void {
    this.file.write(count);
  }

  value(): number {
    return this.file.read();
  }

  close(): void {
    this.file.close();
  }
}

export default {
  kind: 'lease',
  id: 'file/o-excl',
  title: 'Lock file',
  summary: 'Creates a file that must not exist, and removes it to release: a lock as old as files. Waiters look again.',
  source: 'open(2), O_EXCL',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: false,
  // A dead holder's file stays.
  faults: { throw: 'recovered', kill: 'stuck', stall: 'recovered' },
  make: () => ({
    prepare: ({ directory }) => makeCountFile(directory),
    open: ({ directory }) => new Exclusive(directory),
  }),
} satisfies LeaseStrategy;
