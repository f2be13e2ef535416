/**
 * A lock that is held while a key exists: SET NX makes it, for one contender alone, with a time to live, after which a dead
 * holder's lock is anybody's. To release it is to delete it if it still has the holder's token, so that nobody deletes a
 * later holder's.
 *
 * But nothing tells a holder that its time is over, and nobody asks it: whoever was away for longer writes all the same,
 * and so undoes what others counted meanwhile.
 *
 * @see https://redis.io/docs/latest/commands/set/#patterns
 * @see https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html
 */
import { randomUUID } from 'node:crypto';
import type { Lease, LeaseSession, LeaseStrategy, Site } from '@contend/counter';
import { nap } from '../nap.ts';
import { answered, type Connection } from './connection.ts';
import { RedisCount } from './count.ts';
import { deleteIfStill, TIME_TO_LIVE_MS } from './lock-key.ts';

class SetNx extends RedisCount implements LeaseSession {
  lock: string;

  constructor(connection: Connection, site: Site) {
    super(connection, site);
    this.lock = `${site.name}:lock`;
  }

  async acquire(): Promise<Lease> {
    const token = randomUUID();
    const options = { condition: 'NX', expiration: { type: 'PX', value: TIME_TO_LIVE_MS } } as const;
    while ((await answered(this.connection.set(this.lock, token, options))) === null) await nap();
    return { release: () => deleteIfStill(this.connection, this.lock, token) };
  }

  read(): Promise<number> {
    return this.value();
  }

  write(_: Lease, count: number): Promise<void> {
    return this.set(count);
  }
}

export default {
  kind: 'lease',
  id: 'redis/set-nx',
  title: 'Redis SET NX',
  summary:
    'Makes a key that must not exist and lives for two seconds, and deletes it to release if it is still its own. Waiters look again.',
  source: 'Redis, SET, patterns',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  model: 'set-nx',
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: false,
  faults: {
    throw: 'recovered',
    kill: 'recovered',
    stall: 'wrong-count',
    drop: 'recovered',
    // What a holder wrote arrives after its time.
    partition: 'wrong-count',
    'server-kill': 'recovered',
    // Of failover nothing is stated: a holder whose write arrives after it brings back what the replica had not heard of.
  },
  make: () => ({ open: (site) => SetNx.open(site) }),
} satisfies LeaseStrategy;
