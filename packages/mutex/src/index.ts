/**
 * Locks and other synchronization of threads over shared memory, and of the tasks of their event loops.
 *
 * @packageDocumentation
 */
export type { Limits } from '@contend/counter/limits';
export {
  AbortError,
  BrokenBarrierError,
  DeadlockError,
  type Guard,
  MutexError,
  type MutexErrorCode,
  NotHeldError,
  NotRecoverableError,
  RelockError,
  TimeoutError,
  TooManyContendersError,
  TooManyWaitersError,
  type Wait,
} from '@contend/counter/mutex-error';
export { Barrier, type BarrierHandle } from './barrier.ts';
export { Condition, type ConditionHandle, type Predicate } from './condition.ts';
export type { Contender } from './contender.ts';
export type { LockOptions, MutexOptions } from './core.ts';
export type { MutexGuard } from './guard.ts';
export type { LockKey } from './key-digest.ts';
export type { KeyGuard } from './key-guard.ts';
export { KeyedMutex } from './keyed-mutex.ts';
export { Latch, type LatchHandle } from './latch.ts';
export type { KeysGuard } from './lock-all.ts';
export { Mutex, type MutexHandle } from './mutex.ts';
export type { Handle } from './place.ts';
export { RWLock } from './rwlock.ts';
export type { ReadGuard, WriteGuard } from './rwlock-guard.ts';
export { type AcquireOptions, Semaphore, type SemaphoreGuard, type SemaphoreHandle } from './semaphore.ts';
export { traceLocks } from './trace-locks.ts';
export type { ThreadWait } from './waiting.ts';
