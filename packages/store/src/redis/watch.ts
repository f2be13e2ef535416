/**
 * Optimistic: reads the count, and writes it in a transaction that Redis discards if anybody has written since.
 *
 * What is watched is watched by a connection, so one that broke must not write: a transaction that nobody watches for is
 * always carried out.
 *
 * @see https://redis.io/docs/latest/develop/using-commands/transactions/#optimistic-locking-using-check-and-set
 */
import { Refusal, refusal, type Session, type StoreStrategy } from '@contend/counter';
import { napAfter } from '../nap.ts';
import { answered } from './connection.ts';
import { RedisCount } from './count.ts';

export class Watch extends RedisCount implements Session {
  async increment(): Promise<number> {
    for (let failures = 0; ; await napAfter(++failures)) {
      const next = ((await this.watched()) + 1) | 0;
      if (await this.written(next)) return next;
    }
  }

  /** The count, of which Redis notices from now on if it is written. */
  async watched(): Promise<number> {
    try {
      const [, count] = await Promise.all([this.connection.watch(this.key), this.connection.get(this.key)]);
      return Number(count);
    } catch (error) {
      throw refusal(error);
    }
  }

  /** @returns false: somebody has written since it was read */
  async written(count: number): Promise<boolean> {
    // node-redis would keep the transaction for the next connection, and notices only one that is made already.
    if (!this.connection.isReady) throw new Refusal('the connection that watched the count broke: try again');
    try {
      await answered(this.connection.multi().set(this.key, count).exec());
      return true;
    } catch (error) {
      const { WatchError } = await import('redis');
      if (error instanceof WatchError) return false;
      throw error;
    }
  }
}

export default {
  kind: 'store',
  id: 'redis/watch',
  title: 'Redis WATCH and MULTI',
  summary: 'Reads, and writes in a transaction that Redis discards if the count was written since; then tries again.',
  source: 'Redis, optimistic locking',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  model: 'watch',
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
    // A replica is told afterwards of what was acknowledged.
    failover: 'wrong-count',
  },
  make: () => ({ open: (site) => Watch.open(site) }),
} satisfies StoreStrategy;
