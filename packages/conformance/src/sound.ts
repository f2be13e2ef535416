/** Locks with nothing wrong, blocking and asynchronous, for readers and not: what the checks must let pass. */
import type {
  AsyncLockStrategy,
  LockStrategy,
  OptimisticLockStrategy,
  SharedAsyncLockStrategy,
  SharedLockStrategy,
} from '@contend/counter';

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

const WRITER = 1;
const READER = 2;

const shared = {
  ...spinning,
  id: 'sound/shared',
  title: 'Sound readers-writer spinlock',
  source: 'Mellor-Crummey & Scott 1991',
  reads: 'shared',
  make: (atomics) =>
    class Shared {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        while (atomics.compareExchange(this.view, this.base, 0, WRITER) !== 0) atomics.pause();
      }

      unlock(): void {
        atomics.sub(this.view, this.base, WRITER);
      }

      lockShared(): void {
        atomics.add(this.view, this.base, READER);
        while ((atomics.load(this.view, this.base) & WRITER) !== 0) atomics.pause();
      }

      unlockShared(): void {
        atomics.sub(this.view, this.base, READER);
      }
    },
} satisfies SharedLockStrategy;

const optimistic = {
  ...spinning,
  id: 'sound/optimistic',
  title: 'Sound seqlock',
  source: 'Lameter 2005',
  reads: 'optimistic',
  make: (atomics) =>
    class Optimistic {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        while ((atomics.or(this.view, this.base, 1) & 1) !== 0) atomics.pause();
      }

      unlock(): void {
        atomics.add(this.view, this.base, 1);
      }

      readBegin(): number {
        return atomics.load(this.view, this.base) & ~1;
      }

      readRetry(mark: number): boolean {
        return atomics.load(this.view, this.base) !== mark;
      }
    },
} satisfies OptimisticLockStrategy;

const sharedByTasks = {
  ...chained,
  id: 'sound/shared-by-tasks',
  title: 'Sound readers-writer lock for tasks',
  order: 'none',
  reads: 'shared',
  make: () =>
    class SharedByTasks {
      writing = false;
      readers = 0;
      waiters: (() => void)[] = [];

      async acquire(): Promise<void> {
        while (this.writing || this.readers > 0) await this.turn();
        this.writing = true;
      }

      release(): void {
        this.writing = false;
        this.wake();
      }

      async acquireShared(): Promise<void> {
        while (this.writing) await this.turn();
        this.readers++;
      }

      releaseShared(): void {
        this.readers--;
        this.wake();
      }

      turn(): Promise<void> {
        return new Promise((resolve) => this.waiters.push(resolve));
      }

      wake(): void {
        for (const wake of this.waiters.splice(0)) wake();
      }
    },
} satisfies SharedAsyncLockStrategy;

export default [spinning, chained, shared, optimistic, sharedByTasks];
