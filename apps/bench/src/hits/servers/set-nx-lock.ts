/**
 * GET and SET under a lock: a key that must not exist, and that lives for half a second, lest a dead holder keeps it for ever.
 *
 * Nothing tells a holder that its time is over. One that was away for longer writes all the same, and undoes what others have
 * counted meanwhile: a lock that expires needs a fencing token, which the store checks at every write. So it promises nothing.
 *
 * @see https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import type { HitServer } from '../server.ts';

const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

export default {
  name: 'set-nx-lock',
  title: 'Redis, a lock without fencing',
  promises: false,
  needs: 'redis',
  async worker({ url, name }) {
    const redis = await createClient({ url }).connect();
    const [key, lock] = [`${name}:hits`, `${name}:lock`];
    return createServer(async (request, response) => {
      const token = randomUUID();
      const free = { condition: 'NX', expiration: { type: 'PX', value: 500 } } as const;
      while ((await redis.set(lock, token, free)) === null) await sleep(1);
      let hits = Number(await redis.get(key));
      if (request.url === '/hit') await redis.set(key, ++hits);
      await redis.eval(RELEASE, { keys: [lock], arguments: [token] });
      response.end(`${hits}\n`);
    });
  },
} satisfies HitServer;
