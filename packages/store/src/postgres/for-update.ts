/**
 * SELECT … FOR UPDATE: locks the row that it reads until the transaction ends. The count lies in what is locked, and so comes
 * with the lock.
 *
 * @see https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-ROWS
 */
import type { LeaseSession, LeaseStrategy, Site } from '@contend/counter';
import type { Connection } from './connection.ts';
import { countIn, hitsOf, opened, PostgresSession, prepare } from './session.ts';
import { beginLocked, Transaction } from './transaction.ts';

class LockedRow extends Transaction {
  count: number;

  constructor(connection: Connection, count: number) {
    super(connection);
    this.count = count;
  }
}

class ForUpdate extends PostgresSession implements LeaseSession {
  locking: string;
  writing: string;

  constructor(site: Site) {
    super(site);
    this.locking = `${this.reading} FOR UPDATE`;
    this.writing = `UPDATE ${hitsOf(site.name)} SET count = $1`;
  }

  async acquire(): Promise<LockedRow> {
    const connection = await this.connected();
    return new LockedRow(connection, countIn(await beginLocked(connection, this.locking)));
  }

  read(row: LockedRow): number {
    return row.count;
  }

  async write(row: LockedRow, count: number): Promise<void> {
    await row.query(this.writing, [count]);
  }
}

export default {
  kind: 'lease',
  id: 'postgres/for-update',
  title: 'PostgreSQL, FOR UPDATE',
  summary: 'Locks the row as it reads it, writes it, and commits: whoever reads it so meanwhile waits for the commit.',
  source: 'PostgreSQL, row-level locks',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'postgres',
  waits: 'message',
  order: 'none',
  words: 0,
  guest: false,
  // A holder that is stopped or cut off finds its transaction rolled back.
  faults: {
    throw: 'recovered',
    kill: 'recovered',
    stall: 'recovered',
    drop: 'recovered',
    partition: 'recovered',
    'server-kill': 'recovered',
  },
  make: () => ({ prepare: (site) => prepare(site), open: (site) => opened(new ForUpdate(site)) }),
} satisfies LeaseStrategy;
