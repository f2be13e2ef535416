/** Who waits for at most so long is told when that is over, and holds nothing. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { reached, Waiter } from '../../waiting.ts';

export default {
  says: 'waits with a timeout',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (!lock.understands?.includes('timeout')) return NO;
    const first = await lock.acquire();
    const late = new Waiter(lock.acquire({ timeout: 20 }));
    if (!(await reached(() => late.state !== 'waiting'))) return no('the timeout goes by without a word');
    if (late.state === 'served') return no('it comes in beside the holder when the time is up');
    await first.release();
    return (await new Waiter(lock.acquire({ timeout: 60_000 })).served()) ? YES : no('nobody gets it afterwards');
  },
} satisfies Feature<() => Lock>;
