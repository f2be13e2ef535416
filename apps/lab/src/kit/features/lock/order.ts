/** Those who wait come in as they came, and nobody who comes at the hand-over slips in before them. */
import type { Lock } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { settle, turn, Waiter } from '../../waiting.ts';

export default {
  says: 'first come, first served',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    const first = await lock.acquire();
    const order: string[] = [];
    const wait = (name: string) =>
      lock.acquire().then(async (held) => {
        order.push(name);
        await turn();
        await held.release();
      });
    const names = Array.from({ length: 10 }, (_, i) => `waiter ${i}`);
    const all = names.map(wait);
    await settle();
    const release = first.release();
    all.push(wait('newcomer'));
    await release;
    if (!(await new Waiter(Promise.all(all)).served())) return no('some were never served');
    if (order.join() === [...names, 'newcomer'].join()) return YES;
    return no(order.indexOf('newcomer') < 10 ? 'a newcomer slips in at the hand-over' : 'in another order');
  },
} satisfies Feature<() => Lock>;
