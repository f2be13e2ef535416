/**
 * A crowd of tasks at one counter, each of which comes back as soon as it has been served: how long is an increment?
 *
 * In CPU time of the thread: its event loop never rests, so that what else the machine does is all that the time on the
 * wall would add.
 */
import type { Counter } from '@contend/counter';

/** The clock is looked at about so often. */
const LOOK_MS = 1;

/** ms that the calling thread has been running. */
function now(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** In CPU time. */
export interface Timing {
  /** ms during which increments are made but not counted, after everybody has come. */
  warmUpMs: number;
  /** ms during which they are counted. */
  windowMs: number;
}

/**
 * @param tasks how many contend. While one is served all others wait, so that the queue is always one shorter.
 * @returns ns of CPU time per increment. Rejects with the counter's own error when it refuses one, and when it counted fewer than it
 *   served. The tasks that still wait then go on until they are served: end their thread.
 */
export function crowd(counter: Counter, tasks: number, { warmUpMs, windowMs }: Timing): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let going = true;
  let served = 0;
  let lookAt = 1;
  let step = 1;
  let looked = 0;
  let come = 0;
  let opened: { at: number; served: number } | undefined;

  const look = () => {
    const at = now();
    if (at - looked < LOOK_MS) step *= 2;
    else if (at - looked > 4 * LOOK_MS) step = Math.max(1, step >> 1);
    looked = at;
    lookAt = served + step;
    if (opened === undefined) {
      if (at - come >= warmUpMs) opened = { at, served };
    } else if (at - opened.at >= windowMs) {
      going = false;
      // Whoever has been counted but not yet told so makes the count larger, never smaller.
      if (counter.value() < served) reject(new Error(`${served} increments were counted as ${counter.value()}`));
      else resolve(((at - opened.at) * 1e6) / (served - opened.served));
    }
  };
  const task = async () => {
    while (going) {
      await counter.increment();
      if (++served === lookAt) look();
    }
  };
  for (let i = 0; i < tasks; i++) {
    task().catch((error: unknown) => {
      going = false;
      reject(error);
    });
  }
  come = now();
  looked = come;
  return promise;
}
