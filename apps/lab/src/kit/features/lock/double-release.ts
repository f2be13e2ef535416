/** Releasing twice what was acquired once must not let somebody in beside the next holder. */
import type { Lock } from '../../primitives.ts';
import { type Feature, no, partly, YES } from '../../verdict.ts';
import { released, settle, Waiter } from '../../waiting.ts';

export default {
  says: 'a second release is refused',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.sections) return YES;
    const first = await lock.acquire();
    const [second, third] = [new Waiter(lock.acquire()), new Waiter(lock.acquire())];
    await first.release();
    if (!(await second.served())) return no('the next was never served');
    const error = await released(first);
    await settle();
    if (third.state === 'served') return no(`a second release lets somebody in beside the holder`);
    return error === undefined ? partly('a second release is ignored, and nobody is told') : YES;
  },
} satisfies Feature<() => Lock>;
