/**
 * The word of a condition. Who waits sleeps on it; a notice to one wakes one sleeper, which is thereby notified, and a
 * notice to all changes what every waiter has seen when it came.
 *
 * A waiter may be awake for a moment, to look whether it is still to sleep. So a notice to one that finds nobody asleep
 * becomes one to all. And a sleeper may die of its wake-up: who has been woken says so, and where nobody did for as long
 * as one sleeps, another sleeper takes the notice over. Then one may be woken too many, but never one too few; hence who
 * waits looks at what it waits for in a loop.
 *
 * Bits 0–11: notices to one. Bits 12–19: notices to all. Bits 20–31: notices to one that were heard. All of them wrap.
 */
import type { AtomicsLike } from '@contend/counter';

const ONES = { shift: 0, mask: 0xfff };
const ALLS = { shift: 12, mask: 0xff };
const HEARD = { shift: 20, mask: 0xfff };
type Field = typeof ONES;

const get = (seen: number, { shift, mask }: Field) => (seen >>> shift) & mask;
const set = (seen: number, { shift, mask }: Field, to: number) => (seen & ~(mask << shift)) | ((to & mask) << shift);
const plusOne = (seen: number, field: Field) => set(seen, field, get(seen, field) + 1);

/** What a waiter remembers from when it came, while it held the mutex: it has been notified when this is different. */
export const era = (seen: number): number => get(seen, ALLS);
/** Whether a notice to one has not been heard yet. */
export const isUnheard = (seen: number): boolean => get(seen, ONES) !== get(seen, HEARD);

/** The class for an `Atomics`, real or simulated. */
export const notices = (atomics: AtomicsLike) =>
  class Notices {
    view: Int32Array;
    index: number;

    constructor(view: Int32Array, index: number) {
      this.view = view;
      this.index = index;
    }

    load(): number {
      return atomics.load(this.view, this.index);
    }

    /** Until nobody else changes it in between. */
    change(next: (seen: number) => number): void {
      for (;;) {
        const seen = this.load();
        if (atomics.compareExchange(this.view, this.index, seen, next(seen)) === seen) return;
      }
    }

    /** @returns whether somebody was asleep to be woken; else whoever is awake has to be told by {@link notifyAll} */
    notifyOne(): boolean {
      this.change((seen) => plusOne(seen, ONES));
      return this.wakeOne();
    }

    /** Of a notice that the caller was woken for and has no use for. @returns as {@link notifyOne} */
    wakeOne(): boolean {
      return atomics.notify(this.view, this.index, 1) > 0;
    }

    notifyAll(): void {
      this.change((seen) => set(plusOne(seen, ALLS), HEARD, get(seen, ONES)));
      atomics.notify(this.view, this.index);
    }

    /** The caller has been notified as the one: by a wake-up, or in place of who does not hear. */
    hear(): void {
      this.change((seen) => (isUnheard(seen) ? plusOne(seen, HEARD) : seen));
    }

    /** Takes over the notice that nobody has heard while the word was `seen`. @returns whether there is one */
    takeOver(seen: number): boolean {
      return isUnheard(seen) && atomics.compareExchange(this.view, this.index, seen, plusOne(seen, HEARD)) === seen;
    }

    /**
     * Blocks until it is notified, or for at most so many ms.
     *
     * @param since the era in which the caller came
     */
    sleep(since: number, ms: number): boolean {
      const seen = this.load();
      if (era(seen) !== since) return true;
      switch (atomics.wait(this.view, this.index, seen, ms)) {
        case 'ok':
          this.hear();
          return true;
        case 'timed-out':
          return this.takeOver(seen);
        default:
          return false;
      }
    }
  };

export type Notices = InstanceType<ReturnType<typeof notices>>;
