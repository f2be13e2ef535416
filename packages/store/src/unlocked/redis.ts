/**
 * GET, add one, SET: Redis runs one command at a time, and these are two.
 *
 * "Redis is single-threaded, so it is safe": each command is. Whatever another asks between the two is undone.
 */
import type { Session, StoreStrategy } from '@contend/counter';
import { RedisCount } from '../redis/count.ts';

class Unguarded extends RedisCount implements Session {
  async increment(): Promise<number> {
    const next = ((await this.value()) + 1) | 0;
    await this.set(next);
    return next;
  }
}

export default {
  kind: 'store',
  id: 'unlocked/redis',
  title: 'Redis, GET and SET',
  summary: 'Reads the count by one command and writes it by another, with nothing that holds them together.',
  source: 'caches that count',
  runsIn: ['machines'],
  promises: [],
  needs: 'redis',
  model: 'read-then-write',
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () => ({ open: (site) => Unguarded.open(site) }),
} satisfies StoreStrategy;
