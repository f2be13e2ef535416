/** A writer waits for all readers, and readers and writers wait for a writer. */
import type { ReadersWriter } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'a writer is alone',
  file: import.meta.filename,
  async probe(make) {
    const { read, write } = make();
    const readers = [await read.acquire(), await read.acquire()];
    const writer = new Waiter(write.acquire());
    for (const reader of readers) {
      await settle();
      if (writer.state === 'served') return no('a writer comes in beside a reader');
      await reader.release();
    }
    if (!(await writer.served())) return no('a writer is never served');
    const others = [new Waiter(read.acquire()), new Waiter(write.acquire())];
    await settle();
    return others.every(({ state }) => state === 'waiting') ? YES : no('somebody comes in beside a writer');
  },
} satisfies Feature<() => ReadersWriter>;
