/** A waiter in a hurry goes to the front of the line. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'can be put before others that wait',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (!lock.understands?.includes('first')) return NO;
    const holder = await lock.acquire();
    const [second, urgent] = [new Waiter(lock.acquire()), new Waiter(lock.acquire({ first: true }))];
    await settle();
    await holder.release();
    if (!(await urgent.served())) return no('it is not served first');
    return second.state === 'waiting' ? YES : no('two are inside');
  },
} satisfies Feature<() => Lock>;
