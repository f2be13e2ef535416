/** Writers that come while a reader waits, each before the one before it leaves, must not keep it waiting. */
import type { ReadersWriter } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { reached, turn, Waiter } from '../../waiting.ts';

const WRITERS = 50;

export default {
  says: 'a stream of writers does not starve a reader',
  file: import.meta.filename,
  async probe(make) {
    const { read, write } = make();
    let inside = await write.acquire();
    const reader = new Waiter(read.acquire());
    for (let i = 0; i < WRITERS; i++) {
      const writer = new Waiter(write.acquire());
      await turn();
      await inside.release();
      if (!(await reached(() => reader.state === 'served' || writer.state === 'served'))) return no('nobody is served');
      if (reader.state === 'served') return YES;
      inside = writer.held;
    }
    return no(`${WRITERS} writers, one after the other, pass over a reader that waits`);
  },
} satisfies Feature<() => ReadersWriter>;
