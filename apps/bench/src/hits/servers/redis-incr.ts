/** INCR reads and writes in one command, and Redis runs one command at a time. */
import { createServer } from 'node:http';
import { createClient } from 'redis';
import type { HitServer } from '../server.ts';

export default {
  name: 'redis-incr',
  title: 'Redis, INCR',
  promises: true,
  needs: 'redis',
  async worker({ url, name }) {
    const redis = await createClient({ url }).connect();
    const key = `${name}:hits`;
    return createServer(async (request, response) => {
      const hits = request.url === '/hit' ? await redis.incr(key) : Number(await redis.get(key));
      response.end(`${hits}\n`);
    });
  },
} satisfies HitServer;
