/** A variable, of which every worker has its own: whichever is asked does not know of the others' hits. */
import { createServer } from 'node:http';
import type { HitServer } from '../server.ts';

export default {
  name: 'each-its-own',
  title: 'A variable in each worker',
  promises: false,
  worker() {
    let hits = 0;
    return createServer((request, response) => {
      if (request.url === '/hit') hits++;
      response.end(`${hits}\n`);
    });
  },
} satisfies HitServer;
