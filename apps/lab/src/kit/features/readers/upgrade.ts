/** The only reader becomes the writer without letting a writer in between. */
import type { ReadersWriter } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'a reader can become the writer',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.upgrade === undefined) return NO;
    const reader = await lock.read.acquire();
    const writer = new Waiter(lock.write.acquire());
    await settle();
    const upgraded = new Waiter(Promise.resolve(lock.upgrade(reader)));
    await settle();
    if (upgraded.state !== 'served') return no('it waits for itself for ever');
    if (upgraded.value === undefined) return no('it is refused to the only reader');
    const other = new Waiter(lock.read.acquire());
    await settle();
    if (writer.state === 'served' || other.state === 'served') return no('somebody comes in beside it');
    await upgraded.value.release();
    return (await writer.served()) ? YES : no('the next is never served');
  },
} satisfies Feature<() => ReadersWriter>;
