/**
 * A mutex and a condition variable for the tasks of one event loop.
 *
 * @packageDocumentation
 */
export {
  AbortError,
  DeadlockError,
  type Guard,
  MutexError,
  NotHeldError,
  RelockError,
  TimeoutError,
  type Wait,
} from '@contend/counter/mutex-error';
export { Condition } from './condition.ts';
export type { Contender } from './contender.ts';
export type { Limits } from './limits.ts';
export { type LockOptions, Mutex } from './mutex.ts';
