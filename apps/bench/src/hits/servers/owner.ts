/** The primary owns the count: workers send it a message for each hit, and answer when it has answered. */
import cluster from 'node:cluster';
import { createServer, type ServerResponse } from 'node:http';
import type { HitServer } from '../server.ts';

export default {
  name: 'owner',
  title: 'The primary counts, by messages',
  promises: true,
  primary() {
    let hits = 0;
    cluster.on('message', (worker, url) => {
      if (url === '/hit') hits++;
      // A worker that has died meanwhile needs no answer.
      worker.send(hits, () => {});
    });
  },
  worker() {
    // Messages arrive in the order in which they were sent, and so do their answers.
    const waiting: ServerResponse[] = [];
    process.on('message', (hits) => waiting.shift()?.end(`${hits}\n`));
    return createServer((request, response) => {
      waiting.push(response);
      process.send?.(request.url);
    });
  },
} satisfies HitServer;
