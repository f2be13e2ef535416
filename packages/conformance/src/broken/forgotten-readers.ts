/** A readers-writer lock for tasks whose writers wait for the first reader to leave, not for the last. */
import type { SharedAsyncLockStrategy } from '@contend/counter';

export default {
  kind: 'async-lock',
  id: 'broken/forgotten-readers',
  title: 'Forgotten readers',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'none',
  reads: 'shared',
  words: 0,
  guest: false,
  make: () =>
    class ForgottenReaders {
      writing = false;
      reading = false;
      waiters: (() => void)[] = [];

      async acquire(): Promise<void> {
        while (this.writing || this.reading) await this.turn();
        this.writing = true;
      }

      release(): void {
        this.writing = false;
        this.wake();
      }

      async acquireShared(): Promise<void> {
        while (this.writing) await this.turn();
        this.reading = true;
      }

      releaseShared(): void {
        this.reading = false;
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
