/**
 * Mutexes and condition variables for threads over shared memory, and for the tasks of their event loops.
 *
 * @packageDocumentation
 */
export type { Limits, MutexOptions } from '@contend/counter/limits';
export {
  AbortError,
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
export { Condition, type ConditionHandle, type Predicate } from './condition.ts';
export type { Contender } from './contender.ts';
export type { LockOptions } from './core.ts';
export type { MutexGuard } from './guard.ts';
export { Mutex, type MutexHandle } from './mutex.ts';
export { traceLocks } from './trace-locks.ts';
export type { ThreadWait } from './waiting.ts';
