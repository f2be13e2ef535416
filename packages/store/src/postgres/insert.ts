/**
 * A row more for each hit; the count is how many there are.
 *
 * No two write to the same row, and so nobody waits for anybody; the server even writes what several of them commit to its disk
 * in one go. But nobody learns which hit it was, and who asks for the count pays for all the rows.
 *
 * @see https://www.postgresql.org/docs/15/wal-configuration.html, commit_delay: how commits are grouped
 */
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { hitsOf, opened, PostgresSession, prepare } from './session.ts';

class Insert extends PostgresSession implements Session {
  insert: string;

  constructor(site: Site) {
    super(site, `SELECT count(*) FROM ${hitsOf(site.name)}`);
    this.insert = `INSERT INTO ${hitsOf(site.name)} DEFAULT VALUES`;
  }

  async increment(): Promise<number> {
    await this.query(this.insert);
    return 0;
  }
}

export default {
  kind: 'store',
  id: 'postgres/insert',
  title: 'PostgreSQL, a row for each hit',
  summary: 'Inserts a row, which no other hit has to wait for. The count is the number of rows.',
  source: 'event logs',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'postgres',
  // As of `postgres/update`.
  pipelined: true,
  waits: 'none',
  order: 'none',
  numbers: 'none',
  words: 0,
  guest: false,
  faults: {
    kill: 'recovered',
    stall: 'recovered',
    drop: 'recovered',
    partition: 'recovered',
    'server-kill': 'recovered',
  },
  make: () => ({
    prepare: (site) =>
      prepare(site, `CREATE TABLE ${hitsOf(site.name)} (at timestamptz NOT NULL DEFAULT clock_timestamp())`),
    open: (site) => opened(new Insert(site)),
  }),
} satisfies StoreStrategy;
