/** Who waits goes on when it has been counted down, and so does whoever comes later. */
import type { Latch } from '../../primitives.ts';
import { type Feature, no, partly, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'a latch that is counted down',
  file: import.meta.filename,
  async probe(make) {
    const simple = make(1);
    const first = new Waiter(simple.wait());
    await settle();
    if (first.state !== 'waiting') return no('it does not wait');
    simple.countDown();
    if (!(await first.served())) return no('it waits for ever');
    if (!(await new Waiter(simple.wait()).served())) return no('whoever comes later waits for ever');
    const counted = make(2);
    const second = new Waiter(counted.wait());
    counted.countDown();
    await settle();
    if (second.state !== 'waiting') return partly('the first count opens it: it has no number to count from');
    counted.countDown();
    return (await second.served()) ? YES : no('it waits for ever');
  },
} satisfies Feature<(count: number) => Latch>;
