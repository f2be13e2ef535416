/** Answers, and counts nothing: what the web server itself can do. */
import { createServer } from 'node:http';
import type { HitServer } from '../server.ts';

export default {
  name: 'none',
  title: 'No counting',
  promises: false,
  worker: () => createServer((_, response) => response.end('0\n')),
} satisfies HitServer;
