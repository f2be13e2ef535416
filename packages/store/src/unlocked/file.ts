/**
 * A count in a file, which each process reads, adds one to and writes back.
 *
 * The race of `unlocked/plain` in a place that all processes see: whoever writes undoes what others wrote since it read.
 */
import type { Session, StoreStrategy } from '@contend/counter';
import { CountFile, makeCountFile } from '../file/count-file.ts';

class Unguarded implements Session {
  file: CountFile;

  constructor(directory: string) {
    this.file = new CountFile(directory);
  }

  increment(): number {
    const next = this.file.read() + 1;
    this.file.write(next);
    return next;
  }

  value(): number {
    return this.file.read();
  }

  close(): void {
    this.file.close();
  }
}

export default {
  kind: 'store',
  id: 'unlocked/file',
  title: 'A file, unguarded',
  summary: 'Reads the count from a file, adds one and writes it back, with nothing to guard it.',
  source: 'CGI hit counters of the 1990s',
  runsIn: ['processes'],
  promises: [],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () => ({
    prepare: ({ directory }) => makeCountFile(directory),
    open: ({ directory }) => new Unguarded(directory),
  }),
} satisfies StoreStrategy;
