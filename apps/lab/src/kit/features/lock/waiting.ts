/** The line’s length: nobody, two, and nobody again. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'tells how many wait',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.waiting === undefined) return NO;
    const first = await lock.acquire();
    const before = await lock.waiting();
    const waiters = [new Waiter(lock.acquire()), new Waiter(lock.acquire())];
    await settle();
    const meanwhile = await lock.waiting();
    await first.release();
    for (const waiter of waiters) {
      await waiter.served();
      await waiter.held.release();
    }
    await settle();
    const told = [before, meanwhile, await lock.waiting()].join(', ');
    return told === '0, 2, 0' ? YES : no(`it tells ${told} of 0, 2, 0`);
  },
} satisfies Feature<() => Lock>;
