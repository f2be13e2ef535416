/**
 * One statement that reads and writes. Whoever comes to a row that another transaction has changed waits until that ends, and
 * then adds to what it left.
 *
 * @see https://www.postgresql.org/docs/15/transaction-iso.html#XACT-READ-COMMITTED
 */
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { countIn, hitsOf, opened, PostgresSession, prepare } from './session.ts';

class Update extends PostgresSession implements Session {
  update: string;

  constructor(site: Site) {
    super(site);
    this.update = `UPDATE ${hitsOf(site.name)} SET count = count + 1 RETURNING count`;
  }

  async increment(): Promise<number> {
    return countIn(await this.query(this.update));
  }
}

export default {
  kind: 'store',
  id: 'postgres/update',
  title: 'PostgreSQL, one UPDATE',
  summary: 'UPDATE … SET count = count + 1 RETURNING count: the row is locked until the change is committed.',
  source: 'PostgreSQL, Read Committed',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'postgres',
  // Each UPDATE is a transaction of its own, and the server takes those of a connection one after the other.
  pipelined: true,
  waits: 'message',
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
  make: () => ({ prepare: (site) => prepare(site), open: (site) => opened(new Update(site)) }),
} satisfies StoreStrategy;
