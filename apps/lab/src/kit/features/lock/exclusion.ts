/** Many tasks read, wait and write: no write may be lost, and nobody may be inside with somebody else. */
import type { Lock } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { turn, Waiter } from '../../waiting.ts';

const TASKS = 60;

export default {
  says: 'one task at a time',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    let [count, inside, most] = [0, 0, 0];
    const hit = async (i: number) => {
      const held = await lock.acquire();
      most = Math.max(most, ++inside);
      const seen = count;
      await (i % 3 === 0 ? turn() : i % 3 === 1 ? Promise.resolve() : undefined);
      count = seen + 1;
      inside--;
      await held.release();
    };
    const all = new Waiter(Promise.all(Array.from({ length: TASKS }, (_, i) => hit(i))));
    if (!(await all.served())) return no(`${TASKS} tasks: some were never served`);
    return count === TASKS && most === 1 ? YES : no(`${TASKS} tasks: ${most} were inside at once`);
  },
} satisfies Feature<() => Lock>;
