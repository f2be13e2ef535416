/** A count in a SQLite database: one row of one table. How it is guarded is the strategies' business. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** ms for which whoever finds the database locked looks again. Node's default is 0: an error at once. */
const BUSY_MS = 60_000;

export function openDatabase(directory: string): DatabaseSync {
  const database = new DatabaseSync(join(directory, 'count.db'), { timeout: BUSY_MS });
  // In a write-ahead log, which is synchronised when it is copied back: a process that dies loses nothing.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  return database;
}

export function makeDatabase(directory: string): void {
  const database = openDatabase(directory);
  database.exec('CREATE TABLE hits (count INTEGER NOT NULL); INSERT INTO hits VALUES (0)');
  database.close();
}

export const READ = 'SELECT count FROM hits';
export const WRITE = 'UPDATE hits SET count = ?';

/** The one number of the one row that a statement gives. */
export const countIn = (row: unknown): number => Number((row as { count: number }).count);
