/** One UPDATE that reads and writes: SQLite runs it as a transaction, one writer at a time, and the others wait. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { HitServer } from '../server.ts';

function open(directory: string): DatabaseSync {
  // Without a timeout, whoever finds the database locked gets an error at once.
  const database = new DatabaseSync(join(directory, 'hits.db'), { timeout: 60_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  return database;
}

export default {
  name: 'sqlite',
  title: 'SQLite, one UPDATE',
  promises: true,
  primary({ directory }) {
    const database = open(directory);
    database.exec('CREATE TABLE hits (count INTEGER NOT NULL); INSERT INTO hits VALUES (0)');
    database.close();
  },
  worker({ directory }) {
    const database = open(directory);
    const hit = database.prepare('UPDATE hits SET count = count + 1 RETURNING count');
    const read = database.prepare('SELECT count FROM hits');
    return createServer((request, response) => {
      const row = (request.url === '/hit' ? hit : read).get() as { count: number };
      response.end(`${row.count}\n`);
    });
  },
} satisfies HitServer;
