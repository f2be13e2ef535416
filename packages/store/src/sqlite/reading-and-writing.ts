/** A session that reads the count by one statement and writes it by another. What lies around them guards it, or does not. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { countIn, openDatabase, READ, WRITE } from './database.ts';

export class ReadingAndWriting {
  database: DatabaseSync;
  reading: StatementSync;
  writing: StatementSync;

  constructor(directory: string) {
    this.database = openDatabase(directory);
    this.reading = this.database.prepare(READ);
    this.writing = this.database.prepare(WRITE);
  }

  read(): number {
    return countIn(this.reading.get());
  }

  write(_: unknown, count: number): void {
    this.writing.run(count);
  }

  value(): number {
    return this.read();
  }

  close(): void {
    this.database.close();
  }
}
