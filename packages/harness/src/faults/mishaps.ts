/** What befalls the victim, done to itself: in its section where there is one, between two atomic steps where not. */
import {
  type AsyncLock,
  type AtomicsLike,
  atomics,
  type Count,
  type Fault,
  type Lock,
  locked,
  lockedAsync,
} from '@contend/counter';
import { STALL_MS } from './spec.ts';

/** The error that the section throws; any other is the strategy's. */
class Planned extends Error {}

const nobodyWakes = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Blocks the thread. */
function stand(ms: number): void {
  Atomics.wait(nobodyWakes, 0, 0, ms);
}

/** @param fire says that it happens */
export function mishap(fault: Fault, fire: () => void): () => void {
  return () => {
    fire();
    switch (fault) {
      case 'throw':
        throw new Planned('planned');
      case 'terminate':
        // Until the thread is terminated, from outside.
        return stand(Number.POSITIVE_INFINITY);
      case 'kill':
        process.kill(process.pid, 'SIGKILL');
        return stand(Number.POSITIVE_INFINITY);
      case 'stall':
        return stand(STALL_MS);
    }
  };
}

/** One increment by a lock whose section comes to grief. @returns whether it has counted */
export function grief(fault: Fault, lock: Lock, count: Count, fire: () => void): boolean {
  try {
    if (fault === 'forget') locked({ lock: () => lock.lock(), unlock: fire }, count).increment();
    else locked(lock, count, mishap(fault, fire)).increment();
    return true;
  } catch (error) {
    if (error instanceof Planned) return false;
    throw error;
  }
}

/** As {@link grief}, by a lock that is awaited. A stall is an `await` while it holds, which blocks nobody's thread. */
export async function griefAsync(fault: Fault, lock: AsyncLock, count: Count, fire: () => void): Promise<boolean> {
  try {
    if (fault === 'stall') await stalled(lock, count, fire);
    else if (fault === 'forget') {
      await lockedAsync({ acquire: () => lock.acquire(), release: fire }, count).increment();
    } else await lockedAsync(lock, count, mishap(fault, fire)).increment();
    return true;
  } catch (error) {
    if (error instanceof Planned) return false;
    throw error;
  }
}

async function stalled(lock: AsyncLock, { view, index }: Count, fire: () => void): Promise<void> {
  const turn = lock.acquire();
  if (turn !== undefined) await turn;
  try {
    const next = (view[index] as number) + 1;
    fire();
    await new Promise((resolve) => setTimeout(resolve, STALL_MS));
    view[index] = next;
  } finally {
    lock.release();
  }
}

/** At most so many atomic steps are let pass first, so that a mishap falls anywhere in an increment. */
const STEPS = 12;
/** Who takes no atomic step in so many increments takes them by other means, and is met while one is awaited or after it. */
const INCREMENTS = 3;

/** A mishap at a random moment of an increment: after one of the atomic steps that the strategy takes in it. */
export class Moment {
  private steps = Number.POSITIVE_INFINITY;
  private increments = INCREMENTS;
  private readonly happen: () => void;

  constructor(happen: () => void) {
    this.happen = happen;
  }

  /** From now on. */
  draw(): void {
    this.steps = 1 + Math.floor(Math.random() * STEPS);
  }

  /** An increment has begun, and is under way where it is awaited. */
  begun(): void {
    if (this.steps !== Number.POSITIVE_INFINITY && --this.increments === 0) this.now();
  }

  private now(): void {
    this.steps = Number.POSITIVE_INFINITY;
    this.happen();
  }

  /** `Atomics`, with the moment among its steps. */
  atomics(): AtomicsLike {
    const step = (operation: (...operands: unknown[]) => unknown) => ({
      value: (...operands: unknown[]) => {
        const result = operation(...operands);
        this.increments = INCREMENTS;
        if (--this.steps === 0) this.now();
        return result;
      },
    });
    const names = Object.getOwnPropertyNames(Atomics) as (keyof AtomicsLike)[];
    const operations = names.filter((name) => typeof Atomics[name] === 'function');
    return Object.create(
      atomics,
      Object.fromEntries(operations.map((name) => [name, step(Atomics[name] as never)])),
    ) as AtomicsLike;
  }
}
