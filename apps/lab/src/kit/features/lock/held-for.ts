/** A holder that never releases it is passed over after a time. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { Waiter } from '../../waiting.ts';

export default {
  says: 'taken from who holds it for too long',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (!lock.understands?.includes('heldFor')) return NO;
    await lock.acquire({ heldFor: 20 });
    return (await new Waiter(lock.acquire()).served()) ? YES : no('the next is never served');
  },
} satisfies Feature<() => Lock>;
