/**
 * npm's proper-lockfile: a lock that is held while a directory exists, whose time of modification its holder renews. A lock
 * that nobody has renewed for some seconds is taken for a dead holder's, and is anybody's.
 *
 * @see https://github.com/moxystudio/node-proper-lockfile
 */
import { join } from 'node:path';
import type { Lease, LeaseSession, LeaseStrategy } from '@contend/counter';
import { lock } from 'proper-lockfile';
import { CountFile, makeCountFile } from './count-file.ts';

/** Whoever finds it held tries again for as long as it takes, after 1 ms at first and 20 ms at most. */
const RETRIES = { forever: true, factor: 2, minTimeout: 1, maxTimeout: 20, randomize: true };

/** ms after which a lock that nobody renewed is anybody's: the least that it takes, and a fifth of its default. */
const STALE_MS = 2_000;

class ProperLockfile implements LeaseSession {
  file: CountFile;
  path: string;

  constructor(directory: string) {
    this.file = new CountFile(directory);
    this.path = join(directory, 'count');
  }

  async acquire(): Promise<Lease> {
    const release = await lock(this.path, { retries: RETRIES, stale: STALE_MS, update: STALE_MS / 2 });
    return { release };
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
  id: 'file/proper-lockfile',
  title: 'proper-lockfile',
  summary: 'Makes a directory beside the file, renews its time while it holds the lock, and removes it to release.',
  source: 'npm proper-lockfile',
  runsIn: ['processes'],
  promises: ['processes'],
  model: 'proper-lockfile',
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: true,
  version: '4.1.2',
  // Whoever was away for longer than its lock lives writes all the same, and so undoes what the others counted. Of kill nothing
  // is stated: of two who find a dead holder's lock stale, the second may remove the lock that the first has made meanwhile.
  faults: { throw: 'recovered', stall: 'wrong-count' },
  make: () => ({
    prepare: ({ directory }) => makeCountFile(directory),
    open: ({ directory }) => new ProperLockfile(directory),
  }),
} satisfies LeaseStrategy;
