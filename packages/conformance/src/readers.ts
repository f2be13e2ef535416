/** What contenders do at a lock that tells readers from writers. */
import { setImmediate } from 'node:timers/promises';
import type { AnyAsyncLock, AnyLock, Counter, Readable } from '@contend/counter';
import { atomics } from '@contend/counter/atomics';

/** Pauses between what a section does first and last, a microsecond or so: whoever should not be inside is met there. */
const LINGERING = 32;

/** Work inside the section, of readers and of writers. */
export function linger(): void {
  for (let i = 0; i < LINGERING; i++) atomics.pause();
}

/** Reads, and writes in one turn of four by chance: not in every fourth, since contenders in step may never meet. */
export class Mixed implements Counter {
  counter: Readable;
  chance: Chance;
  reads = 0;
  /** Reads that saw more than one value. */
  inconsistent = 0;

  constructor(counter: Readable, contender: number) {
    this.counter = counter;
    this.chance = new Chance(contender);
  }

  /** @returns a hit's number, or 0 for a read */
  increment(): number | Promise<number> {
    if (this.chance.of(4) === 0) return this.counter.increment();
    const whole = this.counter.read();
    return typeof whole === 'boolean' ? this.noted(whole) : whole.then((seen) => this.noted(seen));
  }

  noted(whole: boolean): number {
    this.reads++;
    if (!whole) this.inconsistent++;
    return 0;
  }

  value(): number {
    return this.counter.value();
  }
}

/** As {@link Mixed}, but comes a few turns late, by chance: tasks that all take the same turns come and go together. */
export class MixedAsync extends Mixed {
  override async increment(): Promise<number> {
    for (let late = this.chance.of(4); late > 0; late--) await undefined;
    return super.increment();
  }
}

/** The same for every trial. */
class Chance {
  state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** @returns 0 … `howMany` − 1; 256 at most */
  of(howMany: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) | 0;
    return (this.state >>> 24) % howMany;
  }
}

/** The two sides of a lock with `reads: 'shared'`, blocking or not. */
export interface Sides {
  enter(): unknown;
  leave(): void;
  enterShared(): unknown;
  leaveShared(): void;
}

export function sidesOf(lock: AnyLock): Sides {
  return {
    enter: () => lock.lock(),
    leave: () => lock.unlock(),
    enterShared: () => lock.lockShared?.(),
    leaveShared: () => lock.unlockShared?.(),
  };
}

export function asyncSidesOf(lock: AnyAsyncLock): Sides {
  return {
    enter: () => lock.acquire(),
    leave: () => lock.release(),
    enterShared: () => lock.acquireShared?.(),
    leaveShared: () => lock.releaseShared?.(),
  };
}

/** How often readers come together: a lock may fail to let them in once a writer has been there. */
const GATHERINGS = 3;

/**
 * Writes once, then goes in as a reader and waits there until all have come, some times over. Comes to no end where readers
 * exclude each other: they are inside together, or the trial's time limit says that they were not.
 *
 * @param arrived a word that is all contenders' own, 0 at first
 * @param inside is called by a reader who is inside
 */
export async function gather(sides: Sides, arrived: Int32Array, contenders: number, inside: () => void): Promise<void> {
  for (let meetings = 0; meetings < 2 * GATHERINGS; ) {
    await sides.enter();
    sides.leave();
    // A writer that came later would wait for a reader who waits for it.
    await everybody(arrived, ++meetings * contenders);
    await sides.enterShared();
    inside();
    await everybody(arrived, ++meetings * contenders);
    sides.leaveShared();
  }
}

/** By turns of the event loop, which it keeps alive. */
async function everybody(arrived: Int32Array, arrivals: number): Promise<void> {
  Atomics.add(arrived, 0, 1);
  while (Atomics.load(arrived, 0) < arrivals) await setImmediate();
}
