/** Declares a lock of the checker's own tests, sound or mutant, in a line. */
import type {
  AsyncLock,
  AsyncLockStrategy,
  AtomicsLike,
  Lock,
  LockStrategy,
  Order,
  PerContender,
} from '@contend/counter';

export interface Traits {
  words: LockStrategy['words'];
  order?: Order;
}

const declared = (id: string, order: Order) => ({
  id,
  title: id,
  summary: 'A lock of the checker’s own tests.',
  source: 'see its file',
  waits: 'spin' as const,
  order,
  guest: false,
});

export function declare(
  id: string,
  make: (atomics: AtomicsLike) => PerContender<Lock>,
  { words, order = 'none' }: Traits,
): LockStrategy {
  return { ...declared(id, order), kind: 'lock', runsIn: ['threads'], promises: ['threads'], words, make };
}

export function declareAsync(
  id: string,
  make: () => PerContender<AsyncLock>,
  order: Order = 'fifo',
): AsyncLockStrategy {
  return { ...declared(id, order), kind: 'async-lock', runsIn: ['tasks'], promises: ['tasks'], words: 0, make };
}
