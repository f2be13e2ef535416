/** Who holds nothing can release nothing: neither what somebody else holds, nor what is free. */
import type { Lock } from '../../primitives.ts';
import { type Feature, no, partly, YES } from '../../verdict.ts';
import { released, settle, Waiter } from '../../waiting.ts';

export default {
  says: 'only the holder can release',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.releaseAnyway === undefined) return YES;
    await lock.acquire();
    const waiter = new Waiter(lock.acquire());
    await released({ release: () => lock.releaseAnyway?.() });
    await settle();
    if (waiter.state === 'served') return no('anybody can release it, and the next comes in beside the holder');
    return partly('a release by somebody else does nothing');
  },
} satisfies Feature<() => Lock>;
