/** Two, one, two. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle } from '../../waiting.ts';

export default {
  says: 'tells how many permits are free',
  file: import.meta.filename,
  async probe(make) {
    const semaphore = make(2);
    if (semaphore.available === undefined) return NO;
    const before = semaphore.available();
    const held = await semaphore.acquire();
    const meanwhile = semaphore.available();
    await held.release();
    await settle();
    const told = [before, meanwhile, semaphore.available()].join(', ');
    return told === '2, 1, 2' ? YES : no(`it tells ${told} of 2, 1, 2`);
  },
} satisfies Feature<(permits: number) => Lock>;
