/** A thread that is terminated while it holds the lock does not lock all others out. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, THREAD_PATIENCE_MS, Waiter } from '../../waiting.ts';

const [INSIDE] = [0];

export async function there({ adapter, handle, board }: There): Promise<void> {
  const lock = adapter.threads?.mutex?.part(handle);
  await (lock?.acquire?.() ?? lock?.block?.());
  Atomics.store(board, INSIDE, 1);
  await new Promise(() => {});
}

export default {
  says: 'goes on after the death of a thread that held it',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.mutex;
    const handle = shared?.handle();
    const lock = shared?.part(handle);
    if (lock?.acquire === undefined) return NO;
    await using crew = new Crew();
    const board = newBoard();
    const holder = crew.send(import.meta.filename, { adapter, handle, board });
    if (!(await reached(() => Atomics.load(board, INSIDE) === 1, CERTAIN_MS))) return no('it cannot be taken');
    const waiter = new Waiter(lock.acquire());
    await holder.terminate();
    return (await waiter.served(THREAD_PATIENCE_MS)) ? YES : no('whoever waits waits for ever');
  },
} satisfies Feature<Adapter>;
