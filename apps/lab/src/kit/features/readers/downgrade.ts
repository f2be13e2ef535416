/** The writer lets other readers in and stays inside as one of them. */
import type { ReadersWriter } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'the writer can become a reader',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.downgrade === undefined) return NO;
    const writer = await lock.write.acquire();
    const [reader, next] = [new Waiter(lock.read.acquire()), new Waiter(lock.write.acquire())];
    await settle();
    const downgraded = await lock.downgrade(writer);
    if (!(await reader.served())) return no('readers are not let in');
    await reader.held.release();
    await settle();
    if (next.state === 'served') return no('a writer comes in beside it');
    await downgraded.release();
    return (await next.served()) ? YES : no('the next is never served');
  },
} satisfies Feature<() => ReadersWriter>;
