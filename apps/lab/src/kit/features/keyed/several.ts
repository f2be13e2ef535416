/** All or none: whoever wants two keys waits until both are free, and two such callers never block each other. */
import type { Keyed } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'several keys at once',
  file: import.meta.filename,
  async probe(make) {
    const keyed = make();
    if (keyed.several === undefined) return NO;
    const several = keyed.several.bind(keyed);
    const first = await keyed.lock('b').acquire();
    const both = new Waiter(several(['a', 'b']).acquire());
    await settle();
    if (both.state === 'served') return no('it does not wait for all');
    await first.release();
    if (!(await both.served())) return no('it is never served');
    await both.held.release();
    const crossed = [several(['a', 'b']), several(['b', 'a'])].map((lock) =>
      lock.acquire().then((held) => held.release()),
    );
    return (await new Waiter(Promise.all(crossed)).served())
      ? YES
      : no('two that name the keys in another order block each other');
  },
} satisfies Feature<() => Keyed>;
