/** A lock and an asynchronous one with nothing wrong: what the checks must let pass. */
import type { AsyncLockStrategy, LockStrategy } from '@contend/counter';

const spinning = {
  kind: 'lock',
  id: 'sound/spinning',
  title: 'Sound spinlock',
  summary: 'Made to pass.',
  source: 'Anderson 1990',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  words: 1,
  guest: false,
  make: (atomics) =>
    class Spinning {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        while (atomics.exchange(this.view, this.base, 1) !== 0) atomics.pause();
      }

      unlock(): void {
        atomics.store(this.view, this.base, 0);
      }
    },
} satisfies LockStrategy;

const chained = {
  kind: 'async-lock',
  id: 'sound/chained',
  title: 'Sound promise chain',
  summary: 'Made to pass.',
  source: 'everybody',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: false,
  make: () =>
    class Chained {
      last: Promise<void> = Promise.resolve();
      releases: (() => void)[] = [];

      acquire(): Promise<void> {
        const before = this.last;
        this.last = new Promise((release) => this.releases.push(release));
        return before;
      }

      release(): void {
        this.releases.shift()?.();
      }
    },
} satisfies AsyncLockStrategy;

export default [spinning, chained];
