/**
 * Mutexes and condition variables for threads over shared memory, and for the tasks of their event loops.
 *
 * @packageDocumentation
 */
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
  type Wait,
} from '@contend/counter/mutex-error';
export { Condition } from './condition.ts';
export type { Contender } from './contender.ts';
export type { MutexGuard } from './guard.ts';
export { type LockOptions, Mutex } from './mutex.ts';
export type { Limits } from './queue.ts';
export { traceLocks } from './trace-locks.ts';
export type { ThreadWait } from './waiting.ts';
