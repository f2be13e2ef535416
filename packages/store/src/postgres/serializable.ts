/**
 * A transaction that the server lets commit only if there is an order in which one after the other would have done the same.
 * Else it fails with SQLSTATE 40001, and is made again.
 *
 * @see https://www.postgresql.org/docs/15/transaction-iso.html#XACT-SERIALIZABLE
 * @see Ports & Grittner, "Serializable Snapshot Isolation in PostgreSQL", VLDB 2012
 */
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { napAfter } from '../nap.ts';
import { isConflict } from './connection.ts';
import { countIn, hitsOf, opened, PostgresSession, prepare } from './session.ts';
import { Transaction } from './transaction.ts';

class Serializable extends PostgresSession implements Session {
  beginning: string;
  writing: string;

  constructor(site: Site) {
    super(site);
    this.beginning = `BEGIN ISOLATION LEVEL SERIALIZABLE; ${this.reading}`;
    this.writing = `UPDATE ${hitsOf(site.name)} SET count = $1`;
  }

  async increment(): Promise<number> {
    for (let failures = 0; ; await napAfter(++failures)) {
      const transaction = new Transaction(await this.connected());
      try {
        return await this.incrementIn(transaction);
      } catch (error) {
        await transaction.rollBack();
        if (!isConflict(error)) throw error;
      }
    }
  }

  async incrementIn(transaction: Transaction): Promise<number> {
    const next = countIn(await transaction.query(this.beginning)) + 1;
    await transaction.query(this.writing, [next]);
    await transaction.release();
    return next;
  }
}

export default {
  kind: 'store',
  id: 'postgres/serializable',
  title: 'PostgreSQL, SERIALIZABLE',
  summary:
    'Reads and writes in a serializable transaction, and makes it again where others came between (SQLSTATE 40001).',
  source: 'Ports & Grittner 2012',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'postgres',
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: false,
  faults: {
    kill: 'recovered',
    stall: 'recovered',
    drop: 'recovered',
    partition: 'recovered',
    'server-kill': 'recovered',
  },
  make: () => ({ prepare: (site) => prepare(site), open: (site) => opened(new Serializable(site)) }),
} satisfies StoreStrategy;
