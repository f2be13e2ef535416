/** The same key excludes, another does not. */
import type { Keyed } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'one at a time for each key',
  file: import.meta.filename,
  async probe(make) {
    const keyed = make();
    const first = await keyed.lock('a').acquire();
    const [same, other] = [new Waiter(keyed.lock('a').acquire()), new Waiter(keyed.lock('b').acquire())];
    if (!(await other.served())) return no('a key waits for another');
    await settle();
    if (same.state === 'served') return no('two have one key');
    await first.release();
    return (await same.served()) ? YES : no('the next is never served');
  },
} satisfies Feature<() => Keyed>;
