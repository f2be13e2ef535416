/** The loop that one would write by hand: atomic additions, as many as fit, timed around all of them. */
import { pin, threadId } from '@contend/harness';

const BATCH = 100_000;
const WARM_UP_MS = 100;

function addFor(ms: number, view: Int32Array): number {
  let increments = 0;
  const from = performance.now();
  let at = from;
  while (at - from < ms) {
    for (let i = 0; i < BATCH; i++) Atomics.add(view, 0, 1);
    increments += BATCH;
    at = performance.now();
  }
  return ((at - from) * 1e6) / increments;
}

/** @returns ns per increment */
export default async function handWritten({ core, ms }: { core: number | null; ms: number }): Promise<number> {
  if (core !== null) await pin([threadId()], [core]);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const view = new Int32Array(memory.buffer);
  addFor(WARM_UP_MS, view);
  return addFor(ms, view);
}
