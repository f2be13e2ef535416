/**
 * One statement that reads and writes: the database runs each as a transaction of its own, one writer at a time.
 *
 * @see https://www.sqlite.org/isolation.html
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Session, StoreStrategy } from '@contend/counter';
import { countIn, makeDatabase, openDatabase, READ } from './database.ts';

class Update implements Session {
  database: DatabaseSync;
  update: StatementSync;
  read: StatementSync;

  constructor(directory: string) {
    this.database = openDatabase(directory);
    this.update = this.database.prepare('UPDATE hits SET count = count + 1 RETURNING count');
    this.read = this.database.prepare(READ);
  }

  increment(): number {
    return countIn(this.update.get());
  }

  value(): number {
    return countIn(this.read.get());
  }

  close(): void {
    this.database.close();
  }
}

export default {
  kind: 'store',
  id: 'sqlite/update',
  title: 'SQLite, one UPDATE',
  summary: 'UPDATE … SET count = count + 1 RETURNING count: the database reads and writes in one transaction.',
  source: 'SQLite, isolation',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: false,
  faults: { kill: 'recovered', stall: 'recovered' },
  make: () => ({
    prepare: ({ directory }) => makeDatabase(directory),
    open: ({ directory }) => new Update(directory),
  }),
} satisfies StoreStrategy;
