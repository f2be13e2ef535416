/**
 * The mutex of npm's redis-semaphore: SET NX with a time to live, which its holder renews by a timer. Waiters look again
 * every 10 ms, for 10 s.
 *
 * A holder that was away for longer learns of it from that timer: by default it throws where nobody catches it, which ends
 * the process. By then it may have written, and undone what others counted meanwhile.
 *
 * @see https://github.com/swarthy/redis-semaphore
 */
import type { Lease, LeaseSession, LeaseStrategy, Site } from '@contend/counter';
import type { Mutex } from 'redis-semaphore';
import { IoredisCount } from './ioredis-count.ts';
import { TIME_TO_LIVE_MS } from './lock-key.ts';

class RedisSemaphore extends IoredisCount implements LeaseSession {
  Mutex: typeof Mutex | undefined = undefined;

  static async openMutex(site: Site): Promise<RedisSemaphore> {
    const { Mutex } = await import('redis-semaphore');
    const session = await RedisSemaphore.open(site);
    session.Mutex = Mutex;
    return session;
  }

  async acquire(): Promise<Lease> {
    const mutex = new (this.Mutex as typeof Mutex)(this.connection, 'lock', { lockTimeout: TIME_TO_LIVE_MS });
    await mutex.acquire();
    return { release: () => mutex.release() };
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
  id: 'redis/redis-semaphore',
  title: 'redis-semaphore',
  summary:
    'Makes a key that must not exist and lives for two seconds, renews it while it holds the lock, deletes it to release.',
  source: 'npm redis-semaphore',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  model: 'redis-semaphore',
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: true,
  version: '5.8.0',
  faults: {
    throw: 'recovered',
    kill: 'recovered',
    // Of stall and partition nothing is stated: a late write undoes what others counted, unless it falls between another’s read
    // and write and is undone itself; the holder’s process then ends, so that its hit is not acknowledged.
    drop: 'recovered',
    // Of failover nothing is stated: a holder whose write arrives after it brings back what the replica had not heard of.
  },
  make: () => ({ open: (site) => RedisSemaphore.openMutex(site) }),
} satisfies LeaseStrategy;
