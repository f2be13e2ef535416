/** Two threads that each block for what the other holds: at least one of them is told, and neither blocks for ever. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, THREAD_PATIENCE_MS } from '../../waiting.ts';

const [HOLDING, SERVED, REFUSED] = [0, 1, 2];

export function there({ adapter, handle, board }: There): void {
  const [first, second] = (handle as unknown[]).map((one) => adapter.threads?.mutex?.part(one));
  const held = first?.block?.();
  Atomics.add(board, HOLDING, 1);
  while (Atomics.load(board, HOLDING) < 2) Atomics.pause();
  try {
    second?.block?.().release();
    Atomics.add(board, SERVED, 1);
  } catch {
    Atomics.add(board, REFUSED, 1);
  }
  held?.release();
}

export default {
  says: 'a deadlock of two threads is an error',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.mutex;
    if (shared?.part(shared.handle()).block === undefined) return NO;
    await using crew = new Crew();
    const board = newBoard();
    const locks = [shared.handle(), shared.handle()];
    for (const handle of [locks, locks.toReversed()]) crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, HOLDING) === 2, CERTAIN_MS);
    if (!(await reached(() => Atomics.load(board, REFUSED) > 0, THREAD_PATIENCE_MS))) return no('both block for ever');
    // Where both ask at the same moment, both may be told.
    const over = () => Atomics.load(board, SERVED) + Atomics.load(board, REFUSED) === 2;
    return (await reached(over, THREAD_PATIENCE_MS)) ? YES : no('the other one blocks for ever');
  },
} satisfies Feature<Adapter>;
