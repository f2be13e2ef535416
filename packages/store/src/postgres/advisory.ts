/**
 * An advisory lock: of a number that means something to those who take it alone, and not of a row.
 *
 * Here it is the transaction's and not the session's, which `pg_advisory_lock` would take. It is released by the commit, after
 * what was written can be seen, and by every other end of the transaction; so nobody can forget it, and a holder that is
 * silent can be made to lose it together with what it wrote. And it holds behind a pool that gives each transaction another
 * session.
 *
 * @see https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS
 */
import type { LeaseSession, LeaseStrategy, Site } from '@contend/counter';
import { countIn, hitsOf, opened, PostgresSession, prepare } from './session.ts';
import { beginLocked, Transaction } from './transaction.ts';

class Advisory extends PostgresSession implements LeaseSession {
  locking: string;
  writing: string;

  constructor(site: Site) {
    super(site);
    // All of a database share the numbers: 64 bits of a name's hash are another's by a chance that nobody meets.
    this.locking = `SELECT pg_advisory_xact_lock(hashtextextended('${site.name}', 0))`;
    this.writing = `UPDATE ${hitsOf(site.name)} SET count = $1`;
  }

  async acquire(): Promise<Transaction> {
    const connection = await this.connected();
    await beginLocked(connection, this.locking);
    return new Transaction(connection);
  }

  async read(transaction: Transaction): Promise<number> {
    return countIn(await transaction.query(this.reading));
  }

  async write(transaction: Transaction, count: number): Promise<void> {
    await transaction.query(this.writing, [count]);
  }
}

export default {
  kind: 'lease',
  id: 'postgres/advisory',
  title: 'PostgreSQL, advisory lock',
  summary: 'Locks a number that stands for the count until its transaction ends, and reads and writes meanwhile.',
  source: 'PostgreSQL, advisory locks',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'postgres',
  waits: 'message',
  order: 'none',
  words: 0,
  guest: false,
  // As of `postgres/for-update`.
  faults: {
    throw: 'recovered',
    kill: 'recovered',
    stall: 'recovered',
    drop: 'recovered',
    partition: 'recovered',
    'server-kill': 'recovered',
  },
  make: () => ({ prepare: (site) => prepare(site), open: (site) => opened(new Advisory(site)) }),
} satisfies LeaseStrategy;
