/** Strategies of the repository, each with one step left out. */
import type { AtomicsLike, LockStrategy } from '@contend/counter';
import { load } from '../load.fixture.ts';
import type { Mutant } from './mutant.ts';

// biome-ignore lint/suspicious/noExplicitAny: what is overridden has other names in each
type Made = new (...args: any[]) => any;

const rwlock = (name: string) => load(`rwlock/src/${name}.ts`) as Promise<LockStrategy>;

function without(
  strategy: LockStrategy,
  what: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  change: (made: Made, atomics: AtomicsLike) => Made,
): Mutant {
  const id = `mutant/${strategy.id.replace('/', '-')}-without-${what}`;
  const make = (...args: Parameters<LockStrategy['make']>) => change(strategy.make(...args) as Made, args[0]);
  return { strategy: { ...strategy, id, make } as LockStrategy, dies, as };
}

const [readerPreference, phaseFair, perReader, seqlock, futex] = (await Promise.all(
  ['reader-preference', 'phase-fair', 'per-reader', 'seqlock', 'futex'].map(rwlock),
)) as [LockStrategy, LockStrategy, LockStrategy, LockStrategy, LockStrategy];
const semaphore = (await load('semaphore/src/futex.ts')) as LockStrategy;
const robustSemaphore = (await load('mutex/src/robust-semaphore.ts')) as LockStrategy;
const robustRWLock = (await load('mutex/src/robust-rwlock.ts')) as LockStrategy;

/** Of those whose permits lie in a field: there are twice as many, and room for one more who holds some. */
const withTwiceAsMany = (Lock: Made) =>
  class extends Lock {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    constructor(...args: any[]) {
      super(...args);
      this.permits.total *= 2;
      this.permits.end += 2;
    }
  };

export default [
  without(
    readerPreference,
    'waiting-for-the-writer',
    '2x1',
    'overlap',
    (Lock) =>
      class extends Lock {
        waitForWriter() {}
      },
  ),
  without(
    phaseFair,
    'waiting-for-readers',
    '2x1',
    'overlap',
    (Lock) =>
      class extends Lock {
        waitForReaders() {}
      },
  ),
  without(
    phaseFair,
    'waiting-for-the-writer',
    '2x1',
    'overlap',
    (Lock) =>
      class extends Lock {
        waitForWriter() {}
      },
  ),
  without(
    perReader,
    'looking-for-the-writer',
    '2x1',
    'overlap',
    (Lock, atomics) =>
      class extends Lock {
        lockShared() {
          atomics.store(this.view, this.mine, 1);
        }
      },
  ),
  without(
    seqlock,
    'reading-again',
    '2x1',
    'torn-read',
    (Lock) =>
      class extends Lock {
        readRetry() {
          return false;
        }
      },
  ),
  without(
    futex,
    'waking',
    '2x1',
    'deadlock',
    (Lock) =>
      class extends Lock {
        wake() {}
      },
  ),
  without(
    semaphore,
    'counting-who-waits',
    '2x1',
    'deadlock',
    (Lock, atomics) =>
      class extends Lock {
        wait() {
          while (!this.take()) atomics.wait(this.view, this.taken, 1);
        }
      },
  ),
  without(robustSemaphore, 'a-limit-of-one', '2x1', 'overlap', withTwiceAsMany),
  without(robustRWLock, 'a-limit-of-all', '2x1', 'overlap', withTwiceAsMany),
] satisfies Mutant[];
