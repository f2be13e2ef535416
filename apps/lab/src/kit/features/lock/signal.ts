/** Who waits with an `AbortSignal` is told of the abort at once, and holds nothing and is in nobody’s way. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'waits until a signal is aborted',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (!lock.understands?.includes('signal')) return NO;
    const first = await lock.acquire();
    const controller = new AbortController();
    const aborted = new Waiter(lock.acquire({ signal: controller.signal }));
    const next = new Waiter(lock.acquire());
    await settle();
    controller.abort();
    if (!(await aborted.refused())) return no('an abort is not heard while it waits');
    await settle();
    if (next.state === 'served') return no('two are inside after an abort');
    await first.release();
    return (await next.served()) ? YES : no('after an abort the next is never served');
  },
} satisfies Feature<() => Lock>;
