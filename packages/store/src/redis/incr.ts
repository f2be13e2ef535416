/**
 * INCR: Redis runs one command at a time, and this one reads and writes.
 *
 * @see https://redis.io/docs/latest/commands/incr/
 */
import type { Session, StoreStrategy } from '@contend/counter';
import { answered } from './connection.ts';
import { RedisCount } from './count.ts';

class Incr extends RedisCount implements Session {
  async increment(): Promise<number> {
    return (await answered(this.connection.incr(this.key))) | 0;
  }
}

export default {
  kind: 'store',
  id: 'redis/incr',
  title: 'Redis INCR',
  summary: 'One command that reads and writes, by node-redis. Redis runs commands one at a time.',
  source: 'Redis, INCR',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  // node-redis sends what is asked in one turn of the event loop together, and each command is whole in itself.
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
  make: () => ({ open: (site) => Incr.open(site) }),
} satisfies StoreStrategy;
