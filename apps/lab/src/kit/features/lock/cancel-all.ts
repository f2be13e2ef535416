/** All who wait are told to go; the holder stays, and whoever comes later is served. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'turns away all who wait',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.cancelAll === undefined) return NO;
    const first = await lock.acquire();
    const waiters = [new Waiter(lock.acquire()), new Waiter(lock.acquire())];
    await settle();
    lock.cancelAll();
    for (const waiter of waiters) if (!(await waiter.refused())) return no('who waits is not told');
    const next = new Waiter(lock.acquire());
    await settle();
    if (next.state === 'served') return no('the holder is not alone any more');
    await first.release();
    return (await next.served()) ? YES : no('it stays locked');
  },
} satisfies Feature<() => Lock>;
