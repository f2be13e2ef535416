/** No more than so many may wait; one more is told at once. */
import type { Lock, Making } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { Waiter } from '../../waiting.ts';

export default {
  says: 'a limit to the line',
  file: import.meta.filename,
  async probe(make) {
    const lock = make({ maxWaiting: 1 });
    if (!lock.understands?.includes('maxWaiting')) return NO;
    await lock.acquire();
    const [second, third] = [new Waiter(lock.acquire()), new Waiter(lock.acquire())];
    if (!(await third.refused())) return no('one too many may wait');
    return second.state === 'waiting' ? YES : no('those who may wait are turned away as well');
  },
} satisfies Feature<(making?: Making) => Lock>;
