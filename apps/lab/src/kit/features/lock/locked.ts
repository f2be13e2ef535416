/** Asking whether somebody holds it takes nothing and waits for nobody. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle } from '../../waiting.ts';

export default {
  says: 'tells whether it is held',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.locked === undefined) return NO;
    const before = await lock.locked();
    const held = await lock.acquire();
    const meanwhile = await lock.locked();
    await held.release();
    await settle();
    return !before && meanwhile && !(await lock.locked()) ? YES : no('it tells something else');
  },
} satisfies Feature<() => Lock>;
