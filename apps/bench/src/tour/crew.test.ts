import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mutexExact } from './3-mutex.ts';
import { forgottenUnlock } from './4-forgotten-unlock.ts';
import { runCrew, type Stuck } from './crew.ts';
import { standstill } from './standstill.ts';

const hired: Worker[] = [];
const online: Promise<unknown>[] = [];
const note = (worker: Worker) => {
  hired.push(worker);
  online.push(new Promise((resolve) => worker.once('online', resolve)));
};

beforeEach(() => {
  hired.length = 0;
  online.length = 0;
  process.on('worker', note);
});

afterEach(() => {
  process.off('worker', note);
});

/** A worker that has ended has the thread id -1. */
const threadsLeft = () => hired.filter(({ threadId }) => threadId !== -1).length;

const never = new AbortController().signal;

test('counts every call of every contender, and leaves no thread behind', async () => {
  const outcome = await runCrew(mutexExact.source, { contenders: 3, increments: 1_000 }, never);
  expect(outcome).toMatchObject({ contenders: 3, stall: null, lost: 0, thrown: 0, holder: null });
  expect(outcome.count).toBeGreaterThanOrEqual(3_000);
  expect(hired).toHaveLength(3);
  expect(threadsLeft()).toBe(0);
});

test('a crew that stands still is reported with holder and waiters, and sent home', async () => {
  const load = { contenders: 3, increments: 100_000, patience: 500 };
  const { stall, count } = (await runCrew(forgottenUnlock.source, load, never)) as Stuck;
  expect(count).toBe(1_000);
  expect([0, 1, 2]).toContain(stall.holder);
  expect(stall.waiters).toEqual([0, 1, 2]);
  expect(stall.idleMs).toBeGreaterThanOrEqual(400);
  expect(hired).toHaveLength(3);
  expect(threadsLeft()).toBe(0);
});

test('a slow crew is not a stuck one', async () => {
  const code = `
    import { SharedNumber } from '${new URL('./shared-number.ts', import.meta.url).href}';
    const never = new Int32Array(new SharedArrayBuffer(4));
    export class Counter extends SharedNumber {
      increment() {
        Atomics.wait(never, 0, 0, 100);
        this.value += 1;
      }
    }
  `;
  const slow = `data:text/javascript,${encodeURIComponent(code)}`;
  expect(await runCrew(slow, { contenders: 1, increments: 15, patience: 1_000 }, never)).toMatchObject({
    stall: null,
    count: 15,
  });
});

test('an abort ends the threads at once', async () => {
  const abort = new AbortController();
  const running = runCrew(
    forgottenUnlock.source,
    { contenders: 2, increments: 100_000, patience: 600_000 },
    abort.signal,
  );
  // A worker is heard of in the turn of the event loop that makes it.
  await setImmediate();
  expect(hired).toHaveLength(2);
  await Promise.all(online);
  expect(threadsLeft()).toBe(2);
  abort.abort();
  await expect(running).rejects.toThrow(/abort/i);
  expect(threadsLeft()).toBe(0);
});

test('a file that cannot be loaded is an error, and leaves no thread behind', async () => {
  const nowhere = new URL('./no-such-step.ts', import.meta.url).href;
  await expect(runCrew(nowhere, { contenders: 2, increments: 1 }, never)).rejects.toThrow('no-such-step.ts');
  expect(threadsLeft()).toBe(0);
});

test.each([
  [
    { holder: 2, waiters: [0, 1, 3] },
    'Worker 2 has held the lock for 1.2 s, since increment 1 000. Workers 0, 1 and 3 wait for it.',
  ],
  [{ holder: 2, waiters: [0] }, 'Worker 2 has held the lock for 1.2 s, since increment 1 000. Worker 0 waits for it.'],
  [
    { holder: 0, waiters: [0] },
    'Worker 0 has held the lock for 1.2 s, since increment 1 000. No other thread waits for it. Worker 0 came back for it as well, and waits for itself.',
  ],
  [
    { holder: null, waiters: [0, 1] },
    'Nothing has moved for 1.2 s, since increment 1 000. No thread holds the lock. Workers 0 and 1 wait for it.',
  ],
])('names who keeps the crew from going on: %o', (who, said) => {
  expect(standstill({ contenders: 4, count: 1_000, stall: { ...who, idleMs: 1_204 } })).toBe(said);
});
