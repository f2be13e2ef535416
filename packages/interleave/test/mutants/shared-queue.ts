import type { AsyncSharedLock, PerContender } from '@contend/counter';
import { SharedQueue } from '../sound/shared-queue.ts';
import { asyncMutant, type Mutant } from './mutant.ts';

const wrong = (id: string, dies: Mutant['dies'], as: Mutant['as'], make: () => PerContender<AsyncSharedLock>) =>
  asyncMutant(`shared-queue-${id}`, dies, as, make, 'shared');

export default [
  wrong(
    'writer-does-not-wait-for-readers',
    '2x1',
    'overlap',
    () =>
      class extends SharedQueue {
        override acquire() {
          if (this.writing || this.waiters.length > 0) return this.queue(false);
          this.writing = true;
        }
      },
  ),
  wrong(
    'first-to-leave-lets-writers-in',
    '3x1',
    'overlap',
    () =>
      class extends SharedQueue {
        override releaseShared() {
          this.readers = 0;
          this.admit();
        }
      },
  ),
  wrong(
    'last-reader-wakes-nobody',
    '2x1',
    'deadlock',
    () =>
      class extends SharedQueue {
        override releaseShared() {
          this.readers--;
        }
      },
  ),
  wrong(
    'hands-over-to-readers-that-it-does-not-count',
    '2x2',
    'overlap',
    () =>
      class extends SharedQueue {
        override admit() {
          const { readers } = this;
          super.admit();
          this.readers = readers;
        }
      },
  ),
  wrong(
    'awaits-between-look-and-count',
    '2x1',
    'overlap',
    () =>
      class extends SharedQueue {
        override async acquireShared() {
          if (this.writing || this.waiters.length > 0) return this.queue(true);
          await undefined;
          this.readers++;
        }
      },
  ),
  wrong(
    'readers-exclude-each-other',
    '2x1',
    'readers-exclude-each-other',
    () =>
      class extends SharedQueue {
        override acquireShared() {
          return super.acquire();
        }
        override releaseShared() {
          super.release();
        }
      },
  ),
  wrong(
    'last-writer-first',
    '3x1',
    'overtaken',
    () =>
      class extends SharedQueue {
        override admit() {
          this.waiters.reverse();
          super.admit();
        }
      },
  ),
];
