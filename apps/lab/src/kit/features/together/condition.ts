/** Waiting releases the mutex, a notice wakes one, and the mutex is held again afterwards. */
import type { Condition } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { reached, settle, Waiter } from '../../waiting.ts';

/** Somebody who waits for it, with the mutex released. */
async function asleep({ mutex, wait }: Condition): Promise<Waiter> {
  const held = await mutex.acquire();
  const sleeper = new Waiter(Promise.resolve(wait(held)).then(() => held));
  await settle();
  return sleeper;
}

export default {
  says: 'waits for a condition',
  file: import.meta.filename,
  async probe(make) {
    const condition = make();
    const sleepers: Waiter[] = [];
    for (let i = 0; i < 3; i++) sleepers.push(await asleep(condition));
    const awake = () => sleepers.filter(({ state }) => state === 'served').length;
    const holder = await condition.mutex.acquire();
    condition.notifyOne();
    await settle();
    if (awake() > 0) return no('it goes on without the mutex');
    await holder.release();
    if (!(await reached(() => awake() === 1))) return no('a notice to one wakes nobody');
    const next = new Waiter(condition.mutex.acquire());
    await settle();
    if (next.state === 'served') return no('it does not hold the mutex afterwards');
    await sleepers.find(({ state }) => state === 'served')?.value?.release();
    if (!(await reached(() => next.state === 'served' || awake() > 1))) return no('the mutex stays locked');
    if (awake() > 1) return no('a notice to one wakes several');
    condition.notifyAll();
    await next.held.release();
    for (let woken = 2; woken <= 3; woken++) {
      if (!(await reached(() => awake() === woken))) return no('a notice to all does not wake all');
      await sleepers.filter(({ state }) => state === 'served')[woken - 1]?.value?.release();
    }
    return YES;
  },
} satisfies Feature<() => Condition>;
