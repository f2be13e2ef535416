/** The barrier: what a user of the package holds in hands. */
import { atomics } from '@contend/counter/atomics';
import { checkOptions, checkSignal, type Limits } from '@contend/counter/limits';
import { BrokenBarrierError, TimeoutError } from '@contend/counter/mutex-error';
import { barrier, barrierWords, type Barrier as Core, MOST_PARTIES, roundOf } from './barrier-words.ts';
import { DeathWatch } from './death-watch.ts';
import { lockWord } from './lock-word.ts';
import { type Handle, placed, type Where } from './place.ts';
import { thisThread } from './threads.ts';
import { Watchers } from './watchers.ts';
import { checkWhole } from './whole.ts';

const Word = /* @__PURE__ */ lockWord(atomics);
const Words = /* @__PURE__ */ barrier(atomics);

/** No name, which a subclass might have for something of its own. */
const CORE: unique symbol = Symbol('core');

export interface BarrierHandle extends Handle {
  parties: number;
}

/** Tasks of this thread that wait, each for the end of its round. */
class Tasks extends Watchers<number> {
  core: Core;

  constructor(core: Core) {
    super(core.view, core.state, (expired) => this.end(expired));
    this.core = core;
  }

  end(expired: boolean): number {
    const { core, queue } = this;
    if (expired) {
      this.serveEnded(core.load());
      if (queue.first !== undefined) core.breakForTheDead(queue.first.subject, true);
    }
    const seen = core.load();
    this.serveEnded(seen);
    // All that are left are of this round.
    if (queue.first !== undefined) core.isOver(queue.first.subject, seen);
    return seen;
  }

  serveEnded(seen: number): void {
    const { queue } = this;
    while (queue.first !== undefined && roundOf(seen) !== queue.first.subject) queue.serve();
  }
}

/**
 * Where a number of parties, threads and tasks, wait for each other, in one round after the other. A party that gives up,
 * by a `timeout` or a `signal`, or dies while it waits breaks the barrier: all others of that round get a
 * {@link BrokenBarrierError}, and so does who comes later.
 *
 * @example
 * ```ts
 * const barrier = new Barrier(4);
 * // four threads, each step: barrier.wait()
 * ```
 */
export class Barrier {
  /** How many wait for each other. */
  readonly parties: number;
  /** @internal */
  readonly [CORE]: { core: Core; name: string; tasks: Tasks };

  /**
   * @param parties how many wait for each other, from 1 to 4095: the same for everybody who shares it
   * @param where nothing or `options`: in shared memory of its own; or `view, index, options`: in {@link Barrier.words}
   *   words of `view` from `index`, which begin as 0
   * @throws {TypeError} `parties` is no number, or `view` is none over shared memory
   * @throws {RangeError} `parties` is none of 1 … 4095, or the words are outside `view`
   * @throws {TooManyContendersError}
   */
  constructor(parties: number, ...where: Where<{ name?: string | undefined }>) {
    const { view, index, name } = placed('barrier', Barrier.words(parties), where);
    const thread = thisThread();
    const core = new Words(new Word(view, index, thread.number, new DeathWatch(thread)), parties);
    this.parties = parties;
    this[CORE] = { core, name, tasks: new Tasks(core) };
  }

  /** 32-bit words of shared memory that a barrier of so many parties needs. */
  static words(parties: number): number {
    checkWhole('parties', parties, MOST_PARTIES);
    return barrierWords(parties);
  }

  /** What another thread makes a barrier of that is this one: posted to it, or in its `workerData`. */
  share(): BarrierHandle {
    const { core, name } = this[CORE];
    return { parties: this.parties, view: core.view, index: core.turnstile.index, name };
  }

  /** @param handle of {@link share}. @throws {TypeError} it is none */
  static from({ parties, view, index, name }: BarrierHandle): Barrier {
    return new Barrier(parties, view, index, { name });
  }

  /** How errors call it. */
  get name(): string {
    return this[CORE].name;
  }

  /** How many have arrived and wait. */
  get waiting(): number {
    return this[CORE].core.arrived;
  }

  /** Whether a party gave up or died: it never opens again. */
  get broken(): boolean {
    return this[CORE].core.broken;
  }

  /**
   * Arrives, and blocks the thread until all parties have.
   *
   * @param options.timeout ms; past it the barrier is broken. @default Infinity
   * @throws {TimeoutError} the others did not arrive in time
   * @throws {BrokenBarrierError} another party gave up or died
   * @throws {TypeError} `options` are none
   */
  wait(options?: Pick<Limits, 'timeout'>): void {
    checkOptions(options);
    const { timeout = Infinity } = options ?? {};
    const { core, name } = this[CORE];
    named(name, () => {
      if (!core.wait(core.arrive(), timeout)) throw new TimeoutError(timeout, name);
    });
  }

  /**
   * Arrives, and waits until all parties have, without blocking the thread.
   *
   * @param options.timeout ms; past it, or once the signal is aborted, the barrier is broken. @default Infinity
   * @returns rejects with {@link TimeoutError}, {@link AbortError} or {@link BrokenBarrierError}
   */
  async waitAsync(options: Limits = {}): Promise<void> {
    checkOptions(options);
    checkSignal(options);
    const { core, name, tasks } = this[CORE];
    const round = named(name, () => core.arrive());
    if (roundOf(core.load()) !== round) return;
    try {
      await tasks.wait(options, round);
    } catch (error) {
      named(name, () => {
        // It had ended before.
        if (!(error instanceof BrokenBarrierError) && !core.break(round)) return;
        throw error instanceof TimeoutError ? new TimeoutError(options.timeout as number, name) : error;
      });
    }
  }
}

/** Puts the barrier's name into its errors. */
function named<T>(name: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof BrokenBarrierError ? new BrokenBarrierError(name) : error;
  }
}
