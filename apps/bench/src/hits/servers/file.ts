/** Appends a byte for each hit, which the system does in one step; the count is the size of the file. */
import { fstatSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { HitServer } from '../server.ts';

export default {
  name: 'file',
  title: 'A byte at the end of a file',
  promises: true,
  worker({ directory }) {
    const file = openSync(join(directory, 'hits'), 'a+');
    return createServer((request, response) => {
      if (request.url === '/hit') writeSync(file, '.');
      response.end(`${fstatSync(file).size}\n`);
    });
  },
} satisfies HitServer;
