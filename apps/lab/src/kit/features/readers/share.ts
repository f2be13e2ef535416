/** Two readers are inside at once. */
import type { ReadersWriter } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { reached, Waiter } from '../../waiting.ts';

export default {
  says: 'readers share',
  file: import.meta.filename,
  async probe(make) {
    const { read } = make();
    const readers = [new Waiter(read.acquire()), new Waiter(read.acquire())];
    return (await reached(() => readers.every(({ state }) => state === 'served')))
      ? YES
      : no('a reader waits for another');
  },
} satisfies Feature<() => ReadersWriter>;
