/** Threads that take permits as fast as they can, blocked and as tasks by turns; some of them may be terminated. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { RWLock, Semaphore } from './index.ts';
import type { Permits } from './permits.ts';

/** What is put to the test; the careless let in whoever comes. */
export type Subject = 'semaphore' | 'careless semaphore' | 'rwlock' | 'careless rwlock';

interface Work {
  subject: Subject;
  handle: ReturnType<Semaphore['share']>;
  seen: Int32Array;
  seed: number;
}

const PERMITS = 3;
const WORKERS = 3;
/** Permits in use; the most that ever were. For a readers-writer lock: readers count 1, a writer 100. */
const IN_USE = 0;
const MOST = 1;
const DONE = 2;
const STOP = 3;
/** Of all workers together, before they are stopped. */
const TURNS = 4_000;

const make = (subject: Subject) => (subject.endsWith('rwlock') ? new RWLock() : new Semaphore(PERMITS));

/** @returns the most that were in use at once, and how many are free when all are done */
export async function crowd(subject: Subject, { deaths = 0 } = {}): Promise<{ most: number; left: number }> {
  const { onTestFinished } = await import('vitest');
  const { Actor } = await import('./stage.fixture.ts');
  const lock = make(subject);
  const seen = new Int32Array(new SharedArrayBuffer(64));
  let seed = 0;
  const start = () => {
    const actor = new Actor({ subject, handle: lock.share(), seen, seed: ++seed }, './crowd.fixture.ts');
    onTestFinished(async () => {
      await actor.worker.terminate();
    });
    return actor;
  };
  const actors = Array.from({ length: WORKERS }, start);
  for (let i = 0; i < deaths; i++) {
    const before = Atomics.load(seen, DONE);
    while (Atomics.load(seen, DONE) === before) await sleep(1);
    await actors.shift()?.worker.terminate();
    actors.push(start());
  }
  while (Atomics.load(seen, DONE) < TURNS) await sleep(1);
  Atomics.store(seen, STOP, 1);
  await Promise.all(actors.map(({ exit }) => exit));
  if (lock instanceof Semaphore) {
    (await lock.acquireAsync({ weight: PERMITS })).release();
    return { most: Atomics.load(seen, MOST), left: lock.available };
  }
  (await lock.writeAsync()).release();
  return { most: Atomics.load(seen, MOST), left: 0 };
}

/** Grants whatever is asked for. */
function blunt(lock: object): void {
  const [line] = Object.getOwnPropertySymbols(lock);
  const { own } = (lock as Record<symbol, { own: { permits: Permits } }>)[line as symbol] as never;
  const { permits } = own as { permits: Permits };
  Object.defineProperty(permits, 'free', { get: () => permits.total });
}

async function work({ subject, handle, seen, seed }: Work): Promise<void> {
  const isLock = subject.endsWith('rwlock');
  const lock = isLock ? RWLock.from(handle) : Semaphore.from(handle);
  if (subject.startsWith('careless')) blunt(lock);
  for (let turn = 0; Atomics.load(seen, STOP) === 0; turn++) {
    const random = Math.imul(turn * WORKERS + seed, 0x9e3779b1) >>> 8;
    const weight = isLock ? (random % 4 === 0 ? 100 : 1) : 1 + (random % PERMITS);
    const isTask = (random >>> 4) % 4 === 0;
    const guard = await take(lock, weight, isTask);
    const inUse = Atomics.add(seen, IN_USE, weight) + weight;
    raise(seen, inUse);
    for (let i = 0; i < 100; i++) Atomics.load(seen, IN_USE);
    Atomics.sub(seen, IN_USE, weight);
    guard.release();
    Atomics.add(seen, DONE, 1);
  }
}

/** Until it is at least so much. */
function raise(seen: Int32Array, to: number): void {
  for (let most = Atomics.load(seen, MOST); most < to; most = Atomics.load(seen, MOST))
    Atomics.compareExchange(seen, MOST, most, to);
}

function take(lock: RWLock | Semaphore, weight: number, isTask: boolean) {
  if (lock instanceof Semaphore) return isTask ? lock.acquireAsync({ weight }) : lock.acquire({ weight });
  if (weight === 1) return isTask ? lock.readAsync() : lock.read();
  return isTask ? lock.writeAsync() : lock.write();
}

if (parentPort !== null && (workerData as Work | null)?.seen !== undefined) await work(workerData as Work);
