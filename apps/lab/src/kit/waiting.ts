/** Telling who has been served and who still waits, by the state of things and not by how long they take. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Held } from './primitives.ts';

// Those that were there before a probe puts others in their place.
const { setTimeout, setImmediate, performance } = globalThis;

/** Turns of the event loop within which whoever is let in comes in. */
export const TURNS = 20;
/** Who has not been served after so many turns, and so many ms, never will be. */
export const PATIENCE_TURNS = 300;
export const PATIENCE_MS = 1_000;
/** The same, where that is up to another thread. */
export const THREAD_PATIENCE_MS = 10_000;
/** For what certainly comes, however busy the machine is: a thread that starts, and work that ends. */
export const CERTAIN_MS = 120_000;

export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve));
  await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Lets everybody come in who is let in. */
export async function settle(): Promise<void> {
  for (let i = 0; i < TURNS; i++) await turn();
}

/** Waits for a state. @returns whether it came */
export async function reached(state: () => boolean, patienceMs: number = PATIENCE_MS): Promise<boolean> {
  const start = performance.now();
  for (let turns = 0; !state(); turns++) {
    if (turns >= PATIENCE_TURNS && performance.now() - start >= patienceMs) return false;
    await turn();
  }
  return true;
}

/** Somebody who has asked for a lock. */
export class Waiter<T = Held> {
  state: 'waiting' | 'served' | 'refused' = 'waiting';
  value: T | undefined;
  error: unknown;

  constructor(asked: Promise<T>, served: () => void = () => {}) {
    asked.then(
      (value) => {
        this.value = value;
        this.state = 'served';
        served();
      },
      (error) => {
        this.error = error;
        this.state = 'refused';
      },
    );
  }

  /** @throws Error where it has not been served */
  get held(): T {
    if (this.state !== 'served') throw new Error('whoever should hold it does not');
    return this.value as T;
  }

  served(patienceMs?: number): Promise<boolean> {
    return reached(() => this.state === 'served', patienceMs);
  }

  refused(): Promise<boolean> {
    return reached(() => this.state === 'refused');
  }
}

/** Lets go, where that fails too. @returns what it threw */
export async function released(held: { release(): unknown }): Promise<unknown> {
  try {
    await held.release();
    return undefined;
  } catch (error) {
    return error ?? new Error('no error');
  }
}

setFlagsFromString('--expose-gc');
export const collectGarbage: () => void = runInNewContext('gc');
