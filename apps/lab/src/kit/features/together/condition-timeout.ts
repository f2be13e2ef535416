/** A wait for a notice that does not come ends in time or on an abort, and holds the mutex again. */
import type { Condition } from '../../primitives.ts';
import { type Feature, NO, no, partly, YES } from '../../verdict.ts';
import { reached, settle, Waiter } from '../../waiting.ts';

export default {
  says: 'a condition with a timeout, and a signal',
  file: import.meta.filename,
  async probe(make) {
    const { mutex, wait, understands = [] } = make();
    if (understands.length === 0) return NO;
    const controller = new AbortController();
    const limits = { timeout: { timeout: 20 }, signal: { signal: controller.signal } };
    for (const limit of understands) {
      const held = await mutex.acquire();
      const sleeper = new Waiter<unknown>(wait(held, limits[limit]));
      await settle();
      if (limit === 'signal') controller.abort();
      if (!(await reached(() => sleeper.state !== 'waiting'))) return no(`no ${limit} ends it`);
      const other = new Waiter(mutex.acquire());
      await settle();
      if (other.state === 'served') return no(`after a ${limit} it does not hold the mutex`);
      await held.release();
      await other.served();
      await other.held.release();
    }
    return understands.length === 2 ? YES : partly(`only with a ${understands[0]}`);
  },
} satisfies Feature<() => Condition>;
