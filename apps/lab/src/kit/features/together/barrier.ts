/** All wait until the last has come, and then all go on; with the next round it is the same. */
import type { Barrier } from '../../primitives.ts';
import { type Feature, no, partly, YES } from '../../verdict.ts';
import { reached, settle, Waiter } from '../../waiting.ts';

export default {
  says: 'a barrier',
  file: import.meta.filename,
  async probe(make) {
    const barrier = await make(3);
    for (let round = 1; round <= 2; round++) {
      const waiters = [new Waiter(barrier.wait()), new Waiter(barrier.wait())];
      await settle();
      if (waiters.some(({ state }) => state !== 'waiting')) {
        return round === 1 ? no('they go on before the last has come') : partly('it serves for one round');
      }
      waiters.push(new Waiter(barrier.wait()));
      if (!(await reached(() => waiters.every(({ state }) => state === 'served'))))
        return no('somebody waits for ever');
    }
    return YES;
  },
} satisfies Feature<(parties: number) => Barrier | Promise<Barrier>>;
