/** Threads that block for it add to a plain number, and no addition may be lost. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached } from '../../waiting.ts';

const [READY, DONE, COUNT] = [0, 1, 2];
const THREADS = 3;
const EACH = 2_000;
/** One addition in so many takes a millisecond. */
const LONG = 100;

export function there({ adapter, handle, board }: There): void {
  const lock = adapter.threads?.mutex?.part(handle);
  if (lock?.block === undefined) return;
  Atomics.add(board, READY, 1);
  while (Atomics.load(board, READY) < THREADS) Atomics.pause();
  for (let i = 0; i < EACH; i++) {
    const held = lock.block();
    const seen = board[COUNT] as number;
    // Long enough for the others to come in now and then, if nobody keeps them out.
    if (i % LONG === 0) Atomics.wait(board, READY, THREADS, 1);
    board[COUNT] = seen + 1;
    held.release();
  }
  Atomics.add(board, DONE, 1);
}

export default {
  says: 'blocks a thread until it is free',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.mutex;
    if (shared?.part(shared.handle()).block === undefined) return NO;
    await using crew = new Crew();
    const [handle, board] = [shared.handle(), newBoard()];
    for (let i = 0; i < THREADS; i++) crew.send(import.meta.filename, { adapter, handle, board });
    if (!(await reached(() => Atomics.load(board, DONE) === THREADS, CERTAIN_MS)))
      return no('they never come to an end');
    return board[COUNT] === THREADS * EACH ? YES : no('additions are lost');
  },
} satisfies Feature<Adapter>;
