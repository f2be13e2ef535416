/** Waits until the lock has been released, and does not hold it afterwards. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'waits for a release without taking it',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.waitForUnlock === undefined) return NO;
    const first = await lock.acquire();
    const waiter = new Waiter(lock.waitForUnlock());
    await settle();
    if (waiter.state !== 'waiting') return no('it does not wait');
    await first.release();
    if (!(await waiter.served())) return no('it waits for ever');
    return (await new Waiter(lock.acquire()).served()) ? YES : no('it takes it');
  },
} satisfies Feature<() => Lock>;
