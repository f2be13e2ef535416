/** Reads the count from a file, adds one and writes it back. Whoever else does so meanwhile is undone. */
import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { HitServer } from '../server.ts';

export default {
  name: 'file-read-write',
  title: 'A file, read and written',
  promises: false,
  primary: ({ directory }) => writeFileSync(join(directory, 'hits'), '0'),
  worker({ directory }) {
    const file = join(directory, 'hits');
    return createServer(async (request, response) => {
      let hits = Number(await readFile(file, 'utf8'));
      if (request.url === '/hit') await writeFile(file, String(++hits));
      response.end(`${hits}\n`);
    });
  },
} satisfies HitServer;
