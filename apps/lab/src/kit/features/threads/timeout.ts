/** A thread that blocks for at most so long goes on when that is over, without the lock. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, THREAD_PATIENCE_MS } from '../../waiting.ts';

const [OUTCOME, ASKS] = [0, 1];
const [SERVED, REFUSED] = [1, 2];

export function there({ adapter, handle, board }: There): void {
  Atomics.store(board, ASKS, 1);
  try {
    adapter.threads?.mutex?.part(handle).block?.({ timeout: 20 });
    Atomics.store(board, OUTCOME, SERVED);
  } catch {
    Atomics.store(board, OUTCOME, REFUSED);
  }
}

export default {
  says: 'blocks with a timeout',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.mutex;
    const handle = shared?.handle();
    const lock = shared?.part(handle);
    if (!lock?.understands?.includes('timeout')) return NO;
    const held = lock.block?.();
    await using crew = new Crew();
    const board = newBoard();
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, ASKS) === 1, CERTAIN_MS);
    if (!(await reached(() => Atomics.load(board, OUTCOME) !== 0, THREAD_PATIENCE_MS))) return no('it blocks for ever');
    await held?.release();
    return Atomics.load(board, OUTCOME) === REFUSED ? YES : no('it comes in beside the holder');
  },
} satisfies Feature<Adapter>;
