/** Two that each want what the other holds: one of them is told, and the other goes on. */
import type { Named } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { reached, Waiter } from '../../waiting.ts';

export default {
  says: 'a deadlock is an error',
  file: import.meta.filename,
  async probe(make) {
    const locks = make();
    const alice = await locks.take('Alice', 'a');
    const bob = await locks.take('Bob', 'b');
    const wants = [new Waiter(locks.take('Alice', 'b')), new Waiter(locks.take('Bob', 'a'))] as const;
    if (!(await reached(() => wants.some(({ state }) => state === 'refused')))) return no('both wait for ever');
    const [told, other] = wants[0].state === 'refused' ? [alice, wants[1]] : [bob, wants[0]];
    await told.release();
    return (await other.served()) ? YES : no('the other one waits for ever');
  },
} satisfies Feature<() => Named>;
