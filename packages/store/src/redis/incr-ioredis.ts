/**
 * INCR by npm's ioredis, with its defaults. One of them is to send again, by itself, what was not answered when a connection
 * broke: an increment whose answer was lost is then counted twice, and acknowledged once.
 *
 * @see https://github.com/redis/ioredis, autoResendUnfulfilledCommands
 */
import type { Session, StoreStrategy } from '@contend/counter';
import { IoredisCount } from './ioredis-count.ts';

class IncrIoredis extends IoredisCount implements Session {
  async increment(): Promise<number> {
    return (await this.connection.incr('count')) | 0;
  }
}

export default {
  kind: 'store',
  id: 'redis/incr-ioredis',
  title: 'Redis INCR, by ioredis',
  summary: 'One command that reads and writes. The client sends it again by itself when its answer was lost.',
  source: 'npm ioredis',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  waits: 'none',
  order: 'none',
  words: 0,
  guest: true,
  version: '6.0.0',
  // It sends what is asked while it waits for answers, and each command is whole in itself.
  pipelined: true,
  faults: {
    kill: 'recovered',
    stall: 'recovered',
    drop: 'wrong-count',
    partition: 'recovered',
    // A replica is told afterwards of what was acknowledged.
    failover: 'wrong-count',
  },
  make: () => ({ open: (site) => IncrIoredis.open(site) }),
} satisfies StoreStrategy;
