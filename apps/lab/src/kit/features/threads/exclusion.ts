/** While one thread holds it, another waits, whichever way it waits. */
import type { Adapter, ThreadLock } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, settle, THREAD_PATIENCE_MS } from '../../waiting.ts';

const [ASKS, WAITS, INSIDE] = [0, 1, 2];

/** What is not for threads is made anew in each: whoever needs it there will have done so. */
const lockOf = (adapter: Adapter, handle: unknown): Pick<ThreadLock, 'acquire' | 'block'> | undefined =>
  adapter.threads?.mutex?.part(handle) ?? adapter.mutex?.();

export async function there({ adapter, handle, board }: There): Promise<void> {
  const lock = lockOf(adapter, handle);
  Atomics.store(board, ASKS, 1);
  const served = lock?.acquire?.().then(() => Atomics.store(board, INSIDE, 1));
  if (served === undefined) {
    await lock?.block?.();
    Atomics.store(board, INSIDE, 1);
    return;
  }
  served.catch(() => {});
  // By this thread's own turns: to the other, a thread that the system keeps away looks like one that waits.
  await settle();
  Atomics.store(board, WAITS, 1);
  await served;
}

export default {
  says: 'threads exclude each other',
  file: import.meta.filename,
  async probe(adapter) {
    const handle = adapter.threads?.mutex?.handle();
    const lock = lockOf(adapter, handle);
    const held = await (lock?.acquire?.() ?? lock?.block?.());
    if (held === undefined) return NO;
    await using crew = new Crew();
    const board = newBoard();
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, ASKS) === 1, CERTAIN_MS);
    if (lock?.acquire === undefined) await settle();
    else await reached(() => Atomics.load(board, WAITS) === 1, CERTAIN_MS);
    if (Atomics.load(board, INSIDE) === 1) return NO;
    await held.release();
    return (await reached(() => Atomics.load(board, INSIDE) === 1, THREAD_PATIENCE_MS))
      ? YES
      : no('the other is never served');
  },
} satisfies Feature<Adapter>;
