/** GET, add one, SET: Redis runs one command at a time, and these are two. What others count between them is undone. */
import { createServer } from 'node:http';
import { createClient } from 'redis';
import type { HitServer } from '../server.ts';

export default {
  name: 'redis-get-set',
  title: 'Redis, GET and SET',
  promises: false,
  needs: 'redis',
  async worker({ url, name }) {
    const redis = await createClient({ url }).connect();
    const key = `${name}:hits`;
    return createServer(async (request, response) => {
      let hits = Number(await redis.get(key));
      if (request.url === '/hit') await redis.set(key, ++hits);
      response.end(`${hits}\n`);
    });
  },
} satisfies HitServer;
