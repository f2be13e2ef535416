/** A semaphore that has got a second permit lets a second one in. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'permits can be added',
  file: import.meta.filename,
  async probe(make) {
    const semaphore = make(1);
    if (semaphore.resize === undefined) return NO;
    await semaphore.acquire();
    const [second, third] = [new Waiter(semaphore.acquire()), new Waiter(semaphore.acquire())];
    await semaphore.resize(2);
    if (!(await second.served())) return no('who waits does not get it');
    await settle();
    return third.state === 'waiting' ? YES : no('more come in than there are permits');
  },
} satisfies Feature<(permits: number) => Lock>;
