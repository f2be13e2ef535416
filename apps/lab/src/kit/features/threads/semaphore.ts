/** What one thread has taken of a semaphore, another waits for. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, settle, THREAD_PATIENCE_MS } from '../../waiting.ts';

const [ASKS, INSIDE] = [0, 1];

export async function there({ adapter, handle, board }: There): Promise<void> {
  const lock = adapter.threads?.semaphore?.part(handle);
  Atomics.store(board, ASKS, 1);
  await (lock?.acquire?.() ?? lock?.block?.());
  Atomics.store(board, INSIDE, 1);
}

export default {
  says: 'a semaphore between threads',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.semaphore;
    const handle = shared?.handle();
    const lock = shared?.part(handle);
    const held = await (lock?.acquire?.() ?? lock?.block?.());
    if (held === undefined) return NO;
    await using crew = new Crew();
    const board = newBoard();
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, ASKS) === 1, CERTAIN_MS);
    await settle();
    if (Atomics.load(board, INSIDE) === 1) return no('the other comes in beside it');
    await held.release();
    return (await reached(() => Atomics.load(board, INSIDE) === 1, THREAD_PATIENCE_MS))
      ? YES
      : no('the other is never served');
  },
} satisfies Feature<Adapter>;
