/**
 * A transaction that begins as a writer's, so that nobody writes between its reading and its writing.
 *
 * A plain BEGIN would become a writer's only with the UPDATE, and be refused there if anybody had written since it read.
 *
 * @see https://www.sqlite.org/lang_transaction.html#immediate
 */
import type { StatementSync } from 'node:sqlite';
import type { Lease, LeaseSession, LeaseStrategy } from '@contend/counter';
import { makeDatabase } from './database.ts';
import { ReadingAndWriting } from './reading-and-writing.ts';

class Immediate extends ReadingAndWriting implements LeaseSession {
  begin: StatementSync;
  lease: Lease;

  constructor(directory: string) {
    super(directory);
    this.begin = this.database.prepare('BEGIN IMMEDIATE');
    const commit = this.database.prepare('COMMIT');
    this.lease = { release: () => void commit.run() };
  }

  acquire(): Lease {
    this.begin.run();
    return this.lease;
  }
}

export default {
  kind: 'lease',
  id: 'sqlite/immediate',
  title: 'SQLite, BEGIN IMMEDIATE',
  summary: 'Reads and writes in a transaction that is a writer’s from its beginning, of which there is one at a time.',
  source: 'SQLite, BEGIN TRANSACTION',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: false,
  faults: { throw: 'recovered', kill: 'recovered', stall: 'recovered' },
  make: () => ({
    prepare: ({ directory }) => makeDatabase(directory),
    open: ({ directory }) => new Immediate(directory),
  }),
} satisfies LeaseStrategy;
