/** While one waits for both permits, those who need one and come later must not pass it over, or it may wait for ever. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'whoever needs several is not passed over',
  file: import.meta.filename,
  async probe(make) {
    const semaphore = make(2);
    if (!semaphore.understands?.includes('weight')) return NO;
    const first = await semaphore.acquire({ weight: 1 });
    const heavy = new Waiter(semaphore.acquire({ weight: 2 }));
    const light = new Waiter(semaphore.acquire({ weight: 1 }));
    await settle();
    if (light.state === 'served') return no('a light one passes over a heavy one that came before it');
    await first.release();
    return (await heavy.served()) ? YES : no('it is never served');
  },
} satisfies Feature<(permits: number) => Lock>;
