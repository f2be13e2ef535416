/**
 * Mutexes and condition variables for threads over shared memory, and for the tasks of their event loops.
 *
 * @packageDocumentation
 */
export type { Limits } from '@contend/counter/limits';
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
  type Wait,
} from '@contend/counter/mutex-error';
export { Condition, type Predicate } from './condition.ts';
export type { Contender } from './contender.ts';
export type { LockOptions } from './core.ts';
export type { MutexGuard } from './guard.ts';
export { Mutex } from './mutex.ts';
export { traceLocks } from './trace-locks.ts';
export type { ThreadWait } from './waiting.ts';
