import { installable } from '@contend/conformance/kit';
import { type MakeRWLock, rwlock } from '@contend/conformance/rwlock';
import { type MakeSemaphore, semaphore } from '@contend/conformance/semaphore';
import { Condition, Mutex, RWLock, Semaphore } from './index.ts';

installable(
  (options = {}) => new Mutex(options),
  (mutex) => new Condition(mutex),
);

type AcquireOptions = Parameters<Semaphore['acquireAsync']>[0];

/** Waiting without blocking has other names there. */
const semaphoreOf: MakeSemaphore = (permits, options = {}) => {
  const it = new Semaphore(permits, options);
  return {
    get available() {
      return it.available;
    },
    get waiting() {
      return it.waiting;
    },
    acquire: (options?: AcquireOptions) => it.acquireAsync(options),
    tryAcquire: (weight?: number) => it.tryAcquire(weight),
    runExclusive: (section, options) => it.runExclusive(section, options),
    cancelAll: (reason) => it.cancelAll(reason),
  };
};

const rwlockOf: MakeRWLock = (options = {}) => {
  const it = new RWLock(options);
  return {
    get waiting() {
      return it.waiting;
    },
    read: (options) => it.readAsync(options),
    tryRead: () => it.tryRead(),
    write: (options) => it.writeAsync(options),
    tryWrite: () => it.tryWrite(),
    runShared: (section, options) => it.runShared(section, options),
    runExclusive: (section, options) => it.runExclusive(section, options),
    cancelAll: (reason) => it.cancelAll(reason),
  };
};

semaphore(semaphoreOf);
rwlock(rwlockOf);
