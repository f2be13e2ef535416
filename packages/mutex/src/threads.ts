/**
 * The process's threads: all of them share one registry, made by the main thread and inherited by every worker, and each
 * sees to the deaths of the workers that it starts.
 *
 * Node hands a thread's environment data on to the workers that it makes, so this needs nothing from the user but that
 * the package is imported before the workers are made.
 */
import { subscribe } from 'node:diagnostics_channel';
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId, type Worker } from 'node:worker_threads';
import { TooManyContendersError } from '@contend/counter/mutex-error';
import { accessTo, makeCommonMemory } from './common-memory.ts';
import { Registry, SLOTS } from './registry.ts';
import { hasEnded, thisSystemThread } from './system-thread.ts';

export { SLOTS };

/** The layout's version is in it: copies of this package that agree on it share the registry. */
const KEY = '@contend/mutex 3';

interface Inherited {
  memory: SharedArrayBuffer;
  common: WebAssembly.Memory | undefined;
  /** The nearest thread above that has a number; 0: none. */
  parent: number;
}

function inherited(): Inherited | undefined {
  const found = getEnvironmentData(KEY) as unknown as Inherited | undefined;
  if (found !== undefined || !isMainThread) return found;
  const memory = new SharedArrayBuffer(Registry.words(SLOTS) * Int32Array.BYTES_PER_ELEMENT);
  return { memory, common: makeCommonMemory(), parent: 0 };
}

/** This thread among the others. */
export interface Thread {
  registry: Registry;
  number: number;
}

const shared = inherited();
const registry = shared && new Registry(new Int32Array(shared.memory));

/** Undefined where WebAssembly is no quicker, or cannot be had. */
export const common = accessTo(shared?.common);

/** Gives this thread a number: once, whatever number of copies of this package it has. */
function enlist({ parent, ...memories }: Inherited, registry: Registry): Thread | undefined {
  const list = () => registry.list(threadId, parent, thisSystemThread());
  let number = registry.find(threadId) ?? list();
  if (number === undefined) {
    sweep(registry);
    number = list();
  }
  if (number === undefined) return undefined;
  setEnvironmentData(KEY, { ...memories, parent: number } as never);
  return { registry, number };
}

/** Strikes threads whose ends nobody saw: whoever started them had not imported this package. */
function sweep(registry: Registry): void {
  for (const number of registry.all()) if (hasEnded(registry.systemThreadOf(number))) registry.strike(number);
}

/** At once, for the workers that this thread starts; where there is no room for it, when it has a mutex. */
let enlisted = shared && registry && enlist(shared, registry);

// The exit comes once the thread has ended, so nothing of it runs in a section any more. Not `process.on('worker')`: in
// test runners `process` is an object of theirs, which hears nothing.
if (registry !== undefined)
  subscribe('worker_threads', (message) => {
    const { worker } = message as { worker: Worker };
    const { threadId: its } = worker;
    worker.once('exit', () => {
      const dead = registry.find(its);
      if (dead !== undefined) registry.strike(dead);
    });
  });

/**
 * @throws {TooManyContendersError}
 * @throws {Error} this is a worker of a thread that had not imported the package when it made it: its number would be
 *   another's as well
 */
export function thisThread(): Thread {
  if (shared === undefined || registry === undefined)
    throw new Error(
      "this thread cannot be told from others: import '@contend/mutex' in the main thread before it makes workers; " +
        "where that is a test runner, run it with NODE_OPTIONS='--import @contend/mutex'",
    );
  enlisted ??= enlist(shared, registry);
  if (enlisted === undefined) throw new TooManyContendersError(SLOTS);
  return enlisted;
}

/**
 * @param expired it held a mutex for as long as one sleeps, so the system is asked as well
 */
export function isDead(registry: Registry, number: number, expired: boolean): boolean {
  if (!registry.isListed(number)) return true;
  if (!expired || !hasEnded(registry.systemThreadOf(number))) return false;
  registry.strike(number);
  return true;
}
