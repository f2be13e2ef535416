/** Two tasks of one thread exclude each other, although they are one thread. */
import type { Adapter } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'tasks of one thread exclude each other',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.mutex;
    const lock = shared?.part(shared.handle());
    if (lock?.acquire === undefined) return NO;
    const held = await lock.acquire();
    const second = new Waiter(lock.acquire());
    await settle();
    if (second.state === 'served') return no('both are inside');
    await held.release();
    return (await second.served()) ? YES : no('the second is never served');
  },
} satisfies Feature<Adapter>;
