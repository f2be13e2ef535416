/** One that needs both of two permits waits until both are free, and takes both. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'several permits in one acquire',
  file: import.meta.filename,
  async probe(make) {
    const semaphore = make(2);
    if (!semaphore.understands?.includes('weight')) return NO;
    const light = await semaphore.acquire({ weight: 1 });
    const heavy = new Waiter(semaphore.acquire({ weight: 2 }));
    await settle();
    if (heavy.state === 'served') return no('it takes more than there are');
    await light.release();
    if (!(await heavy.served())) return no('it is never served');
    const next = new Waiter(semaphore.acquire({ weight: 1 }));
    await settle();
    if (next.state === 'served') return no('it takes fewer than it asked for');
    await heavy.held.release();
    return (await next.served()) ? YES : no('not all are given back');
  },
} satisfies Feature<(permits: number) => Lock>;
