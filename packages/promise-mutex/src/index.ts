/**
 * Locks for the tasks of one event loop.
 *
 * @packageDocumentation
 */
export type { Limits, MutexOptions } from '@contend/counter/limits';
export {
  AbortError,
  DeadlockError,
  type Guard,
  MutexError,
  NotHeldError,
  RelockError,
  TimeoutError,
  TooManyWaitersError,
  type Wait,
} from '@contend/counter/mutex-error';
export { Condition, type Predicate } from './condition.ts';
export type { Contender } from './contender.ts';
export { RWLock } from './guarded-rwlock.ts';
export { type AcquireOptions, Semaphore } from './guarded-semaphore.ts';
export { KeyedMutex } from './keyed-mutex.ts';
export { type LockOptions, Mutex } from './mutex.ts';
export type { ReadGuard, WriteGuard } from './rwlock-guard.ts';
export type { Section } from './section.ts';
