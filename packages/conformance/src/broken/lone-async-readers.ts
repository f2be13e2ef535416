/** A lock for tasks that says that readers are inside together, but takes them in one at a time. */
import type { SharedAsyncLockStrategy } from '@contend/counter';

export default {
  kind: 'async-lock',
  id: 'broken/lone-async-readers',
  title: 'Lone readers among tasks',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  reads: 'shared',
  words: 0,
  guest: false,
  make: () =>
    class LoneAsyncReaders {
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

      acquireShared(): Promise<void> {
        return this.acquire();
      }

      releaseShared(): void {
        this.release();
      }
    },
} satisfies SharedAsyncLockStrategy;
