/** A worker of the tests: takes what it is told to from what it shares with them, and lets go of it when a gate opens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Barrier, KeyedMutex, Mutex, RWLock, Semaphore } from './index.ts';

/** How it waits: blocked, as a task, or as a task that has given its name. */
export type How = 'blocked' | 'async' | 'as';

/** What is taken. */
export type What =
  | { kind: 'mutex'; of: ReturnType<Mutex['share']> }
  | { kind: 'permits'; of: ReturnType<Semaphore['share']>; weight: number }
  | { kind: 'read' | 'write'; of: ReturnType<RWLock['share']> }
  | { kind: 'key'; of: ReturnType<KeyedMutex['share']>; key: string | number }
  | { kind: 'barrier'; of: ReturnType<Barrier['share']> };

/** One thing after the other, each when the gate of its number is open. */
export interface Order {
  gates: Int32Array;
  take: readonly What[];
  how: How;
  timeout?: number;
  /** What it does once the gate behind the last one is open. */
  ending: 'release' | 'exit';
}

export interface Failure {
  name: string;
  code: string;
  message: string;
  cycle?: { holds: string; waitsFor: string; contender: string }[];
}

interface Held {
  ownerDied?: boolean;
  release(): void;
}

const nothing: Held = { release() {} };

function taking(what: What): { blocked(options: object): Held; async(options: object): Promise<Held> } {
  switch (what.kind) {
    case 'mutex': {
      const mutex = Mutex.from(what.of);
      return { blocked: (options) => mutex.lock(options), async: (options) => mutex.lockAsync(options) };
    }
    case 'permits': {
      const semaphore = Semaphore.from(what.of);
      const { weight } = what;
      return {
        blocked: (options) => semaphore.acquire({ ...options, weight }),
        async: (options) => semaphore.acquireAsync({ ...options, weight }),
      };
    }
    case 'key': {
      const keyed = KeyedMutex.from(what.of);
      return {
        blocked: (options) => keyed.lock(what.key, options),
        async: (options) => keyed.lockAsync(what.key, options),
      };
    }
    case 'barrier': {
      const barrier = Barrier.from(what.of);
      return {
        blocked: (options) => barrier.wait(options) ?? nothing,
        async: async (options) => (await barrier.waitAsync(options)) ?? nothing,
      };
    }
    default: {
      const lock = RWLock.from(what.of);
      return what.kind === 'read'
        ? { blocked: (options) => lock.read(options), async: (options) => lock.readAsync(options) }
        : { blocked: (options) => lock.write(options), async: (options) => lock.writeAsync(options) };
    }
  }
}

async function act({ gates, take, how, timeout, ending }: Order): Promise<void> {
  const pass = async (gate: number) => {
    if (how === 'blocked') Atomics.wait(gates, gate, 0);
    else while (Atomics.load(gates, gate) === 0) await sleep(1);
  };
  const held: Held[] = [];
  for (const [i, what] of take.entries()) {
    if (i > 0) await pass(i);
    parentPort?.postMessage('asks');
    const ways = taking(what);
    try {
      const options = { timeout, ...(how === 'as' && { as: 'importer' }) };
      held.push(how === 'blocked' ? ways.blocked(options) : await ways.async(options));
      parentPort?.postMessage(held.at(-1)?.ownerDied ? 'has it from a dead one' : 'has it');
    } catch (error) {
      const { name, code, message, cycle } = error as Failure;
      parentPort?.postMessage({ name, code, message, cycle });
      break;
    }
  }
  await pass(take.length);
  if (ending === 'exit') process.exit(7);
  for (const each of held.reverse()) each.release();
  parentPort?.postMessage('released');
}

if (parentPort !== null) await act(workerData as Order);
