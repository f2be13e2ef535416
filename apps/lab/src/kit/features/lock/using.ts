/** What is acquired can be left to `using`, which releases it. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { Waiter } from '../../waiting.ts';

export default {
  says: 'a guard for `using`',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    const { guard } = await lock.acquire();
    if (!(guard instanceof Object)) return NO;
    const { [Symbol.dispose]: dispose, [Symbol.asyncDispose]: asyncDispose } = guard as Partial<
      Disposable & AsyncDisposable
    >;
    if (dispose === undefined && asyncDispose === undefined) return NO;
    await (dispose ?? asyncDispose)?.call(guard);
    return (await new Waiter(lock.acquire()).served()) ? YES : no('disposing does not release it');
  },
} satisfies Feature<() => Lock>;
