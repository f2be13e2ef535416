/**
 * Compare-and-swap on a version column, optimistic locking: reads the count and its version without a lock, and writes only
 * if the version is still the same. Else it reads again.
 *
 * @see Fowler, "Patterns of Enterprise Application Architecture", 2002, Optimistic Offline Lock
 */
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { napAfter } from '../nap.ts';
import { countIn, hitsOf, opened, PostgresSession, prepare } from './session.ts';

class Version extends PostgresSession implements Session {
  writing: string;

  constructor(site: Site) {
    super(site, `SELECT count, version FROM ${hitsOf(site.name)}`);
    this.writing = `UPDATE ${hitsOf(site.name)} SET count = $1, version = version + 1 WHERE version = $2`;
  }

  async increment(): Promise<number> {
    for (let failures = 0; ; await napAfter(++failures)) {
      const found = await this.find();
      const next = countIn(found) + 1;
      const { rowCount } = await this.query(this.writing, [next, found.rows[0].version]);
      if (rowCount === 1) return next;
    }
  }
}

export default {
  kind: 'store',
  id: 'postgres/version',
  title: 'PostgreSQL, version column',
  summary:
    'Writes where the version is still the one that it read, and otherwise reads again: no lock between the two.',
  source: 'Fowler 2002, Optimistic Offline Lock',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'postgres',
  model: 'compare-and-swap',
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
  make: () => ({
    prepare: (site) =>
      prepare(
        site,
        `CREATE TABLE ${hitsOf(site.name)} (count bigint NOT NULL, version bigint NOT NULL); INSERT INTO ${hitsOf(site.name)} VALUES (0, 0)`,
      ),
    open: (site) => opened(new Version(site)),
  }),
} satisfies StoreStrategy;
