/**
 * SELECT, add one, UPDATE: two transactions, each whole in itself, and nothing that holds them together.
 *
 * As `unlocked/sqlite`, and as common: a database that promises everything about a transaction promises nothing about the time
 * between two of them.
 */
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { countIn, hitsOf, opened, PostgresSession, prepare } from '../postgres/session.ts';

class Unguarded extends PostgresSession implements Session {
  writing: string;

  constructor(site: Site) {
    super(site);
    this.writing = `UPDATE ${hitsOf(site.name)} SET count = $1`;
  }

  async increment(): Promise<number> {
    const next = countIn(await this.find()) + 1;
    await this.query(this.writing, [next]);
    return next;
  }
}

export default {
  kind: 'store',
  id: 'unlocked/postgres',
  title: 'PostgreSQL, SELECT and UPDATE',
  summary: 'Reads the count by one statement and writes it by another, without a transaction around both.',
  source: 'object-relational mappers',
  runsIn: ['machines'],
  promises: [],
  needs: 'postgres',
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () => ({ prepare: (site) => prepare(site), open: (site) => opened(new Unguarded(site)) }),
} satisfies StoreStrategy;
