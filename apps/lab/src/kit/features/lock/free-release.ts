/** A release too many, while nobody holds it, must not let two in afterwards. */
import type { Lock } from '../../primitives.ts';
import { type Feature, no, partly, YES } from '../../verdict.ts';
import { released, settle, Waiter } from '../../waiting.ts';

export default {
  says: 'releasing what is free is refused',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.releaseAnyway === undefined) return YES;
    const error = await released({ release: () => lock.releaseAnyway?.() });
    await lock.acquire();
    const second = new Waiter(lock.acquire());
    await settle();
    if (second.state === 'served') return no('a release of a free one lets one more in for good');
    return error === undefined ? partly('releasing a free one is ignored, and nobody is told') : YES;
  },
} satisfies Feature<() => Lock>;
