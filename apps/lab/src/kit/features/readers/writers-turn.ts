/** Readers that come while a writer waits, and never all leave at once, must not keep it waiting. */
import type { ReadersWriter } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { turn, Waiter } from '../../waiting.ts';

const READERS = 50;

export default {
  says: 'a stream of readers does not starve a writer',
  file: import.meta.filename,
  async probe(make) {
    const { read, write } = make();
    let inside = await read.acquire();
    const writer = new Waiter(write.acquire());
    for (let i = 0; i < READERS; i++) {
      await turn();
      const reader = new Waiter(read.acquire());
      await turn();
      await turn();
      if (writer.state === 'served') return YES;
      if (reader.state !== 'served') {
        await inside.release();
        return (await writer.served()) ? YES : no('a writer is never served');
      }
      await inside.release();
      inside = reader.held;
    }
    return no(`${READERS} readers, one after the other, pass over a writer that waits`);
  },
} satisfies Feature<() => ReadersWriter>;
