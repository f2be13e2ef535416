/**
 * A lock on the file itself that the system keeps: a process sleeps in its call until the lock is its own, and whatever ends
 * the process closes the file, and with it unlocks it. Nothing is left behind, and nothing is taken for dead that lives.
 *
 * Node has no call for it. Holepunch's fs-native-extensions has one, in an addon that it brings along compiled: on Linux
 * F_OFD_SETLKW of fcntl(2), on macOS flock(2), on Windows LockFileEx.
 *
 * @see fcntl(2), open file description locks
 * @see https://github.com/holepunchto/fs-native-extensions
 */
import type { Lease, LeaseSession, LeaseStrategy } from '@contend/counter';
import { CountFile, makeCountFile } from './count-file.ts';

/** Where it cannot be loaded there is none: then `absent` is set, and nobody makes the strategy. */
async function load(): Promise<{ addon: typeof import('fs-native-extensions'); absent?: string }> {
  try {
    return { addon: await import('fs-native-extensions') };
  } catch (error) {
    // Its own words have paths of this machine.
    const { code } = error as NodeJS.ErrnoException;
    const absent =
      code === 'ERR_MODULE_NOT_FOUND'
        ? 'the npm package fs-native-extensions is not installed: run npm ci'
        : `the npm package fs-native-extensions has no addon that loads on this system: ${code}`;
    return { addon: undefined as never, absent };
  }
}

const { addon, ...found } = await load();

class Fcntl implements LeaseSession {
  file: CountFile;
  lease: Lease;

  constructor(directory: string) {
    this.file = new CountFile(directory);
    this.lease = { release: () => addon.unlock(this.file.file) };
  }

  acquire(): Lease {
    addon.waitForLockSync(this.file.file);
    return this.lease;
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
  id: 'file/fcntl',
  title: 'fcntl lock',
  summary:
    'A lock on the file that the system keeps, by npm’s fs-native-extensions: waiters sleep, and a holder’s death unlocks it.',
  source: 'fcntl(2), open file description locks',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'park',
  order: 'none',
  words: 0,
  guest: true,
  version: '1.5.1',
  faults: { throw: 'recovered', kill: 'recovered', stall: 'recovered' },
  ...found,
  make: () => ({
    prepare: ({ directory }) => makeCountFile(directory),
    open: ({ directory }) => new Fcntl(directory),
  }),
} satisfies LeaseStrategy;
