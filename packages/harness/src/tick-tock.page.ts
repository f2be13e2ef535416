/** A page's timers are 4 ms apart at the least, a worker's waits are not: so the time is told by a worker of its own. */
import type { TickTock } from './tick-tock-worker.ts';
import type { Ticks } from './ticks.ts';

declare const Worker: new (url: URL, options: { type: 'module' }) => { postMessage(message: TickTock): void };

const ended = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const worker = new Worker(new URL('./tick-tock-worker.ts', import.meta.url), { type: 'module' });

export function tellOnAndOn(ticks: Ticks): () => void {
  ticks.tell();
  Atomics.store(ended, 0, 0);
  worker.postMessage({ ticks: ticks.buffer, ended });
  return () => {
    Atomics.store(ended, 0, 1);
    Atomics.notify(ended, 0);
  };
}
