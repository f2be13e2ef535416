/** Threads that take something as fast as they can, blocked and as tasks by turns; some of them may be terminated. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Guard } from '@contend/counter/mutex-error';
import { KeyedMutex, RWLock, Semaphore } from './index.ts';

/** What is put to the test; the careless let in whoever comes. */
export type Subject = `${'' | 'careless '}${'semaphore' | 'rwlock' | 'keyed mutex'}`;

/** What a turn is about: what counts of it, and where. */
interface Turn {
  random: number;
  isTask: boolean;
}

interface Taken {
  guard: Guard;
  weight: number;
  slot: number;
}

interface Kind {
  /** Of a new one, to be shared. */
  handle(): unknown;
  /** @returns how to take it */
  from(handle: never, careless: boolean): (turn: Turn) => Taken | Promise<Taken>;
  /** That it is free when all are done: resolves once all of it has been taken, and was released. */
  drain(handle: never): Promise<unknown>;
}

/** Some permits in use, or readers, or holders of a key; a writer counts more than all readers. */
const PERMITS = 3;
const A_WRITER = 100;
const KEYS = 3;
const WORKERS = 3;
/** Of each worker, before they are stopped. */
const TURNS = 1_000;
const MOST = 0;
const STOP = 1;
const IN_USE = 8;
/** By the workers' numbers. */
const DONE = 16;

/** What a class keeps behind a symbol. */
const inside = <T>(object: object) =>
  (object as Record<symbol, T>)[Object.getOwnPropertySymbols(object)[0] as symbol] as T;

/** Grants whatever is asked for. */
function blunt(lock: object): void {
  const { permits } = inside<{ own: { permits: { total: number } } }>(lock).own;
  Object.defineProperty(permits, 'free', { get: () => permits.total });
}

const kinds: Record<string, Kind> = {
  semaphore: {
    handle: () => new Semaphore(PERMITS).share(),
    from(handle, careless) {
      const semaphore = Semaphore.from(handle);
      if (careless) blunt(semaphore);
      return async ({ random, isTask }) => {
        const weight = 1 + (random % PERMITS);
        return {
          guard: isTask ? await semaphore.acquireAsync({ weight }) : semaphore.acquire({ weight }),
          weight,
          slot: 0,
        };
      };
    },
    drain: (handle) => Semaphore.from(handle).runExclusive(() => {}, { weight: PERMITS }),
  },
  rwlock: {
    handle: () => new RWLock().share(),
    from(handle, careless) {
      const lock = RWLock.from(handle);
      if (careless) blunt(lock);
      return async ({ random, isTask }) =>
        random % 4 === 0
          ? { guard: isTask ? await lock.writeAsync() : lock.write(), weight: A_WRITER, slot: 0 }
          : { guard: isTask ? await lock.readAsync() : lock.read(), weight: 1, slot: 0 };
    },
    drain: (handle) => RWLock.from(handle).runExclusive(() => {}),
  },
  'keyed mutex': {
    handle: () => new KeyedMutex().share(),
    from(handle, careless) {
      const keyed = KeyedMutex.from(handle);
      // Finds no key in the table.
      if (careless) inside<{ table: { isAt: () => boolean } }>(keyed).table.isAt = () => false;
      return async ({ random, isTask }) => {
        const slot = random % KEYS;
        return { guard: isTask ? await keyed.lockAsync(slot) : keyed.lock(slot), weight: 1, slot };
      };
    },
    drain: (handle) =>
      Promise.all(Array.from({ length: KEYS }, (_, key) => KeyedMutex.from(handle).runExclusive(key, () => {}))),
  },
};

interface Work {
  subject: Subject;
  handle: unknown;
  seen: Int32Array;
  seed: number;
}

const kindOf = (subject: Subject) => kinds[subject.replace('careless ', '')] as Kind;

/**
 * @param options.deaths how many are terminated. @param options.most they go on until so much is in use at once
 * @returns resolves with the most that was, when all of it is free again
 */
export async function crowd(subject: Subject, { deaths = 0, most = 0 } = {}): Promise<number> {
  const { onTestFinished } = await import('vitest');
  const { Actor } = await import('./stage.fixture.ts');
  const kind = kindOf(subject);
  const handle = kind.handle();
  const seen = new Int32Array(new SharedArrayBuffer(4 * (DONE + WORKERS + deaths + 1)));
  let seeds = 0;
  const start = () => {
    const seed = ++seeds;
    const actor = new Actor({ subject, handle, seen, seed }, './crowd.fixture.ts');
    onTestFinished(async () => {
      await actor.worker.terminate();
    });
    const until = async (turns: number) => {
      while (Atomics.load(seen, DONE + seed) < turns) await sleep(1);
    };
    return { actor, until };
  };
  const workers = Array.from({ length: WORKERS }, start);
  for (let i = 0; i < deaths; i++) {
    const [first] = workers.splice(0, 1);
    await first?.until(10);
    await first?.actor.worker.terminate();
    workers.push(start());
  }
  for (const { until } of workers) await until(TURNS);
  while (Atomics.load(seen, MOST) < most) await sleep(1);
  Atomics.store(seen, STOP, 1);
  await Promise.all(workers.map(({ actor }) => actor.exit));
  await kind.drain(handle as never);
  return Atomics.load(seen, MOST);
}

async function work({ subject, handle, seen, seed }: Work): Promise<void> {
  const take = kindOf(subject).from(handle as never, subject.startsWith('careless'));
  for (let turn = 0; Atomics.load(seen, STOP) === 0; turn++) {
    const random = Math.imul(turn * WORKERS + seed, 0x9e3779b1) >>> 8;
    const { guard, weight, slot } = await take({ random, isTask: (random >>> 4) % 4 === 0 });
    raise(seen, Atomics.add(seen, IN_USE + slot, weight) + weight);
    for (let i = 0; i < 100; i++) Atomics.load(seen, IN_USE);
    Atomics.sub(seen, IN_USE + slot, weight);
    guard.release();
    Atomics.add(seen, DONE + seed, 1);
  }
}

/** Until the most is at least so much. */
function raise(seen: Int32Array, to: number): void {
  for (let most = Atomics.load(seen, MOST); most < to; most = Atomics.load(seen, MOST))
    Atomics.compareExchange(seen, MOST, most, to);
}

if (parentPort !== null && (workerData as Work | null)?.seen !== undefined) await work(workerData as Work);
