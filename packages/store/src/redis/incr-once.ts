/**
 * An increment that may be made again when nobody knows whether it was made: each has an id, and an id counts once.
 *
 * A script looks for the id, counts and remembers it in one step, for Redis runs nothing else meanwhile. The ids lie in a
 * sorted set, with the numbers of their hits as scores, so an increment that is made again is told the number it had.
 *
 * How many are remembered is bounded by {@link REMEMBERED} hits: whoever makes an increment again must do so before so many
 * others were counted. That bounds the memory, at some 120 MB, whatever the rate, and a server that is down forgets nothing.
 * Ids that expire need no such rule, but are as many as are counted until they do.
 *
 * @see https://redis.io/docs/latest/develop/programmability/eval-intro/
 * @see https://docs.stripe.com/api/idempotent_requests
 */
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { answered, type Connection } from './connection.ts';
import { RedisCount } from './count.ts';

/** At 30 000 hits/s, half a minute. */
export const REMEMBERED = 1_000_000;

const SCRIPT = `
local made = redis.call('ZSCORE', KEYS[2], ARGV[1])
if made then return tonumber(made) end
local hit = redis.call('INCR', KEYS[1])
redis.call('ZADD', KEYS[2], hit, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', hit - ARGV[2])
return hit`;

export class Once extends RedisCount implements Session {
  ids: string;
  remembered: number;

  constructor(connection: Connection, site: Site, remembered = REMEMBERED) {
    super(connection, site);
    this.ids = `${site.name}:ids`;
    this.remembered = remembered;
  }

  async increment(id: string): Promise<number> {
    const script = { keys: [this.key, this.ids], arguments: [id, String(this.remembered)] };
    return Number(await answered(this.connection.eval(SCRIPT, script))) | 0;
  }
}

export default {
  kind: 'store',
  id: 'redis/incr-once',
  title: 'Redis INCR, once an id',
  summary:
    'A script counts an increment’s id once, and tells whoever makes it again the number it had. The ids of the last million hits are remembered.',
  source: 'Stripe, idempotent requests',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  idempotent: true,
  // As INCR: a script is whole in itself.
  pipelined: true,
  faults: {
    kill: 'recovered',
    stall: 'recovered',
    drop: 'recovered',
    partition: 'recovered',
    'server-kill': 'recovered',
    // A replica is told afterwards of what was acknowledged.
    failover: 'wrong-count',
  },
  make: () => ({ open: (site) => Once.open(site) }),
} satisfies StoreStrategy;
