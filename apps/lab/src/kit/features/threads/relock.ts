/** A thread that blocks for what it already holds is told instead of blocking for itself. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, partly, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, THREAD_PATIENCE_MS } from '../../waiting.ts';

const [OUTCOME, HOLDS] = [0, 1];
const [SERVED, REFUSED] = [1, 2];

export function there({ adapter, handle, board }: There): void {
  const lock = adapter.threads?.mutex?.part(handle);
  lock?.block?.();
  Atomics.store(board, HOLDS, 1);
  try {
    lock?.block?.();
    Atomics.store(board, OUTCOME, SERVED);
  } catch {
    Atomics.store(board, OUTCOME, REFUSED);
  }
}

export default {
  says: 'a thread that takes it again gets an error',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.mutex;
    const handle = shared?.handle();
    if (shared?.part(handle).block === undefined) return NO;
    await using crew = new Crew();
    const board = newBoard();
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, HOLDS) === 1, CERTAIN_MS);
    if (!(await reached(() => Atomics.load(board, OUTCOME) !== 0, THREAD_PATIENCE_MS)))
      return no('it blocks for itself for ever');
    return Atomics.load(board, OUTCOME) === REFUSED ? YES : partly('it comes in again: the lock is re-entrant');
  },
} satisfies Feature<Adapter>;
