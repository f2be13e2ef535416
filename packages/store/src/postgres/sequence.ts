/**
 * A sequence: gives each who asks the next number, in one step and without waiting for anybody's commit.
 *
 * It is made for numbers that differ, not for counting. What was given is not taken back when a transaction rolls back; and to
 * write its log less often, the server notes there that 32 more have been given. After a crash it goes on behind those.
 *
 * @see https://www.postgresql.org/docs/15/functions-sequence.html: "sequence objects cannot be used to obtain “gapless”
 *   sequences"
 */
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { countIn, hitsOf, opened, PostgresSession, prepare } from './session.ts';

class Sequence extends PostgresSession implements Session {
  next: string;

  constructor(site: Site) {
    // Before the first number was given, the last one is 1 all the same.
    super(site, `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS count FROM ${hitsOf(site.name)}`);
    this.next = `SELECT nextval('${hitsOf(site.name)}') AS count`;
  }

  async increment(): Promise<number> {
    return countIn(await this.query(this.next));
  }
}

export default {
  kind: 'store',
  id: 'postgres/sequence',
  title: 'PostgreSQL, sequence',
  summary: 'Takes the next number of a sequence. It has gaps after a crash: the count is then too high.',
  source: 'PostgreSQL, sequence functions',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'postgres',
  // As of `postgres/update`.
  pipelined: true,
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  // A server that is killed: up to 32 too many, by chance sometimes few enough to be those whose outcome is unknown.
  faults: { kill: 'recovered', stall: 'recovered', drop: 'recovered', partition: 'recovered' },
  make: () => ({
    prepare: (site) => prepare(site, `CREATE SEQUENCE ${hitsOf(site.name)}`),
    open: (site) => opened(new Sequence(site)),
  }),
} satisfies StoreStrategy;
