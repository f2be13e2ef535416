/**
 * A transaction that begins as a reader's and becomes a writer's with its UPDATE: what a plain BEGIN makes.
 *
 * SQLite refuses to make a writer of one whose reading is out of date, or who would have to wait for another writer: it says
 * SQLITE_BUSY at once, however long its timeout is, for no waiting would bring what was read up to date. So nobody's count is
 * overwritten, and whoever was refused has counted nothing and must begin again, from the reading on.
 *
 * @see https://www.sqlite.org/lang_transaction.html#deferred_immediate_and_exclusive_transactions
 * @see https://www.sqlite.org/rescode.html#busy_snapshot
 */
import type { StatementSync } from 'node:sqlite';
import { type Lease, type LeaseSession, type LeaseStrategy, refusal } from '@contend/counter';
import { makeDatabase } from './database.ts';
import { ReadingAndWriting } from './reading-and-writing.ts';

class Deferred extends ReadingAndWriting implements LeaseSession {
  begin: StatementSync;
  commit: StatementSync;
  rollback: StatementSync;
  lease: Lease;
  written = false;

  constructor(directory: string) {
    super(directory);
    this.begin = this.database.prepare('BEGIN');
    this.commit = this.database.prepare('COMMIT');
    this.rollback = this.database.prepare('ROLLBACK');
    this.lease = { release: () => void (this.written ? this.commit : this.rollback).run() };
  }

  acquire(): Lease {
    this.begin.run();
    this.written = false;
    return this.lease;
  }

  override write(lease: Lease, count: number): void {
    try {
      super.write(lease, count);
    } catch (error) {
      // Whatever the reason is: what was not written will not be committed.
      throw refusal(error);
    }
    this.written = true;
  }
}

export default {
  kind: 'lease',
  id: 'sqlite/deferred',
  title: 'SQLite, BEGIN',
  summary:
    'Reads and writes in a transaction that becomes a writer’s only as it writes. SQLite refuses it if anybody has written since it read: the count stays right, and the more processes there are, the more attempts are refused.',
  source: 'SQLite, BEGIN TRANSACTION',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  faults: { throw: 'recovered', kill: 'recovered', stall: 'recovered' },
  make: () => ({
    prepare: ({ directory }) => makeDatabase(directory),
    open: ({ directory }) => new Deferred(directory),
  }),
} satisfies LeaseStrategy;
