/**
 * SELECT, add one, UPDATE: two transactions, each whole in itself, and nothing that holds them together.
 *
 * What an object-relational mapper does with `hit.count += 1; hit.save()`. A database guards statements, and a transaction if
 * one is begun; the time between two transactions is nobody's.
 */
import type { Session, StoreStrategy } from '@contend/counter';
import { makeDatabase } from '../sqlite/database.ts';
import { ReadingAndWriting } from '../sqlite/reading-and-writing.ts';

class Unguarded extends ReadingAndWriting implements Session {
  increment(): number {
    const next = this.read() + 1;
    this.write(undefined, next);
    return next;
  }
}

export default {
  kind: 'store',
  id: 'unlocked/sqlite',
  title: 'SQLite, SELECT and UPDATE',
  summary: 'Reads the count by one statement and writes it by another, without a transaction around both.',
  source: 'object-relational mappers',
  runsIn: ['processes'],
  promises: [],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () => ({
    prepare: ({ directory }) => makeDatabase(directory),
    open: ({ directory }) => new Unguarded(directory),
  }),
} satisfies StoreStrategy;
