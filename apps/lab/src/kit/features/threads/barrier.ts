/** Two threads wait for each other. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, settle, THREAD_PATIENCE_MS, Waiter } from '../../waiting.ts';

const [PASSED, ASKS] = [0, 1];

export async function there({ adapter, handle, board }: There): Promise<void> {
  Atomics.store(board, ASKS, 1);
  await adapter.threads?.barrier?.part(handle).wait();
  Atomics.store(board, PASSED, 1);
}

export default {
  says: 'a barrier between threads',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.barrier;
    if (shared === undefined) return NO;
    await using crew = new Crew();
    const [handle, board] = [shared.handle(), newBoard()];
    const here = new Waiter<unknown>(shared.part(handle).wait());
    await settle();
    if (here.state !== 'waiting') return no('one goes on alone');
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, ASKS) === 1, CERTAIN_MS);
    const both = () => here.state === 'served' && Atomics.load(board, PASSED) === 1;
    return (await reached(both, THREAD_PATIENCE_MS)) ? YES : no('they wait for ever');
  },
} satisfies Feature<Adapter>;
