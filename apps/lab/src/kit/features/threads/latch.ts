/** A thread waits until another has counted down. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, settle, THREAD_PATIENCE_MS, Waiter } from '../../waiting.ts';

const [COUNTS] = [0];

export function there({ adapter, handle, board }: There): void {
  Atomics.store(board, COUNTS, 1);
  adapter.threads?.latch?.part(handle).countDown();
}

export default {
  says: 'a latch between threads',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.latch;
    if (shared === undefined) return NO;
    await using crew = new Crew();
    const [handle, board] = [shared.handle(), newBoard()];
    const here = new Waiter<unknown>(shared.part(handle).wait());
    await settle();
    if (here.state !== 'waiting') return no('it does not wait');
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, COUNTS) === 1, CERTAIN_MS);
    return (await here.served(THREAD_PATIENCE_MS)) ? YES : no('it waits for ever');
  },
} satisfies Feature<Adapter>;
