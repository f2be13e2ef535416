/** A worker of a page that tells the time until it is ended. */
import { EVERY_MS, Ticks } from './ticks.ts';

export interface TickTock {
  ticks: SharedArrayBuffer;
  /** One word: not 0 when it is. */
  ended: Int32Array;
}

const scope = globalThis as unknown as { onmessage: (event: { data: TickTock }) => void };

scope.onmessage = ({ data: { ticks: buffer, ended } }) => {
  const ticks = new Ticks(buffer);
  while (Atomics.wait(ended, 0, 0, EVERY_MS) === 'timed-out') ticks.tell();
};
