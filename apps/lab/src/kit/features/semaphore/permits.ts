/** Two of two come in, the third waits for one of them. */
import type { Lock } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { reached, settle, Waiter } from '../../waiting.ts';

export default {
  says: 'as many at once as there are permits',
  file: import.meta.filename,
  async probe(make) {
    const semaphore = make(2);
    const waiters = Array.from({ length: 4 }, () => new Waiter(semaphore.acquire()));
    const inside = () => waiters.filter(({ state }) => state === 'served').length;
    if (!(await reached(() => inside() >= 2))) return no('fewer come in than there are permits');
    await settle();
    if (inside() !== 2) return no('more come in than there are permits');
    await waiters[0]?.held.release();
    if (!(await reached(() => inside() >= 3))) return no('a permit that is released is lost');
    await settle();
    return inside() === 3 ? YES : no('one release lets more than one in');
  },
} satisfies Feature<(permits: number) => Lock>;
