/**
 * npm's redlock, with its defaults, on one server: SET NX with a time to live by a script, tried again ten times, 0.2 s apart.
 *
 * With several servers it asks most of them, which guards against a server that forgets; not against a holder that was away
 * for longer than its lock lives.
 *
 * @see https://github.com/mike-marcacci/node-redlock
 * @see https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/
 * @see https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html
 */
import type { Lease, LeaseSession, LeaseStrategy, Site } from '@contend/counter';
import type RedlockClass from 'redlock';
import type { CompatibleRedisClient } from 'redlock';
import { IoredisCount } from './ioredis-count.ts';
import { TIME_TO_LIVE_MS } from './lock-key.ts';

class Redlock extends IoredisCount implements LeaseSession {
  redlock: RedlockClass | undefined = undefined;

  static async openRedlock(site: Site): Promise<Redlock> {
    const { default: Client } = await import('redlock');
    const session = await Redlock.open(site);
    // Its types are of ioredis 4, whose commands were declared otherwise.
    session.redlock = new Client([session.connection as unknown as CompatibleRedisClient]);
    return session;
  }

  async acquire(): Promise<Lease> {
    const lock = await (this.redlock as RedlockClass).acquire('lock', TIME_TO_LIVE_MS);
    return { release: () => lock.unlock() };
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
  id: 'redis/redlock',
  title: 'redlock',
  summary:
    'Makes a key that must not exist and lives for two seconds, and deletes it to release. It looks again ten times.',
  source: 'npm redlock',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  model: 'redlock',
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: true,
  version: '4.2.0',
  faults: {
    throw: 'recovered',
    kill: 'recovered',
    // Of stall and partition nothing is stated: a late write undoes what others counted, unless it falls between another’s read
    // and write and is undone itself; the holder is then told that it cannot release, so that its hit is not acknowledged.
    drop: 'recovered',
    // Of failover nothing is stated: a holder whose write arrives after it brings back what the replica had not heard of.
  },
  make: () => ({ open: (site) => Redlock.openRedlock(site) }),
} satisfies LeaseStrategy;
