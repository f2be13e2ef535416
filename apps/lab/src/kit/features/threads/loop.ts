/** A thread that waits goes on with everything else that its event loop has to do. */
import type { Adapter } from '../../primitives.ts';
import { Crew, newBoard, type There } from '../../threads.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { CERTAIN_MS, reached, THREAD_PATIENCE_MS } from '../../waiting.ts';

const [TICKS, INSIDE, ASKS] = [0, 1, 2];

export async function there({ adapter, handle, board }: There): Promise<void> {
  const lock = adapter.threads?.mutex?.part(handle);
  Atomics.store(board, ASKS, 1);
  const asked = lock?.acquire?.();
  const ticking = setInterval(() => Atomics.add(board, TICKS, 1));
  await asked;
  Atomics.store(board, INSIDE, 1);
  clearInterval(ticking);
}

export default {
  says: 'waits without blocking the event loop',
  file: import.meta.filename,
  async probe(adapter) {
    const shared = adapter.threads?.mutex;
    const handle = shared?.handle();
    const lock = shared?.part(handle);
    if (lock?.acquire === undefined) return NO;
    const held = await lock.acquire();
    await using crew = new Crew();
    const board = newBoard();
    crew.send(import.meta.filename, { adapter, handle, board });
    await reached(() => Atomics.load(board, ASKS) === 1, CERTAIN_MS);
    const inside = () => Atomics.load(board, INSIDE) === 1;
    const goesOn = await reached(() => Atomics.load(board, TICKS) > 20 || inside(), THREAD_PATIENCE_MS);
    if (inside()) return no('it does not wait');
    if (!goesOn) return no('its event loop stands still');
    await held.release();
    return (await reached(inside, THREAD_PATIENCE_MS)) ? YES : no('it is never served');
  },
} satisfies Feature<Adapter>;
