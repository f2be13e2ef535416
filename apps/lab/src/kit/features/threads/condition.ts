/** A thread that waits for a condition is woken by a notice of another. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, settle, THREAD_PATIENCE_MS, Waiter } from '../../waiting.ts';

const [ASLEEP, AWAKE] = [0, 1];

export async function there({ adapter, handle, board }: There): Promise<void> {
  const condition = adapter.threads?.condition?.part(handle);
  const held = await condition?.mutex.acquire();
  if (held === undefined) return;
  // Who holds the mutex after this knows that it waits.
  Atomics.store(board, ASLEEP, 1);
  await condition?.wait(held);
  Atomics.store(board, AWAKE, 1);
  await held.release();
}

export default {
  says: 'a condition between threads',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.condition;
    if (shared === undefined) return NO;
    await using crew = new Crew();
    const [handle, board] = [shared.handle(), newBoard()];
    const { mutex, ...condition } = shared.part(handle);
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, ASLEEP) === 1, CERTAIN_MS);
    const holder = new Waiter(mutex.acquire());
    if (!(await holder.served())) return no('whoever waits keeps the mutex');
    condition.notifyOne();
    await settle();
    if (Atomics.load(board, AWAKE) === 1) return no('it goes on without the mutex');
    await holder.held.release();
    return (await reached(() => Atomics.load(board, AWAKE) === 1, THREAD_PATIENCE_MS))
      ? YES
      : no('it sleeps through the notice');
  },
} satisfies Feature<Adapter>;
