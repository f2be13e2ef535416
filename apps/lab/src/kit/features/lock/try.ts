/** Trying takes a free lock, and neither waits for a busy one nor disturbs it. */
import type { Held, Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'takes it only if it is free',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.tryAcquire === undefined) return NO;
    const first = await lock.tryAcquire();
    if (first === undefined) return no('it does not take a free one');
    const again = new Waiter<Held | undefined>(Promise.resolve(lock.tryAcquire()));
    await settle();
    if (again.state !== 'served') return no('it waits');
    if (again.value !== undefined) return no('two hold it');
    await first.release();
    return (await new Waiter(lock.acquire()).served()) ? YES : no('it stays locked');
  },
} satisfies Feature<() => Lock>;
