/**
 * The event loop, in the checker's hands: whoever awaits a turn goes on when its turn is given, and how many microtasks
 * run before the next one is given is chosen too.
 *
 * Nothing here leaves the microtask queue, so no turn comes that was not given.
 */

/** Which of those that await a turn gets it, and how many microtasks later the next turn is given. */
export interface Turn {
  task: number;
  /** null: when no microtask has anything left to do. */
  hops: number | null;
}

/** Without an event for so many microtasks in a row, nothing more is expected to happen by itself. */
const QUIET_HOPS = 32;
/** As above, before anything is called stuck: far longer than any chain of promises. */
const STUCK_HOPS = 2_000;
/** Turns so close that microtasks of both are under way at once: up to so many microtasks apart. */
export const CLOSE_HOPS = 6;

export class Turns {
  /** Who awaits a turn, and how it is told. */
  readonly waiting = new Map<number, () => void>();
  /** Counts what happens, so that quiet can be told. */
  events = 0;

  /** A promise that a turn of the loop resolves, whenever the schedule says so. */
  turn(task: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.set(task, resolve);
      this.events++;
    });
  }

  give(task: number): void {
    const resolve = this.waiting.get(task);
    this.waiting.delete(task);
    resolve?.();
  }

  /**
   * Lets microtasks run until nothing happens any more.
   *
   * @param finished whether all contenders are done
   */
  async settle(finished: () => boolean): Promise<void> {
    await this.quiet(QUIET_HOPS);
    if (this.waiting.size === 0 && !finished()) await this.quiet(STUCK_HOPS);
  }

  async quiet(hops: number): Promise<void> {
    let seen = this.events;
    for (let still = 0; still < hops; still++) {
      await undefined;
      if (seen !== this.events) still = 0;
      seen = this.events;
    }
  }
}
