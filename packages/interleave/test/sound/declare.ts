/** Declares a lock of the checker's own tests, sound or mutant, in a line. */
import type {
  AsyncLock,
  AsyncLockStrategy,
  AtomicsLike,
  Lock,
  LockStrategy,
  Order,
  PerContender,
  Reads,
} from '@contend/counter';

export interface Traits {
  words: LockStrategy['words'];
  order?: Order;
  /** Then what is made has a reader's calls as well. */
  reads?: Reads | undefined;
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
  { words, order = 'none', reads }: Traits,
): LockStrategy {
  const threads = { runsIn: ['threads'], promises: ['threads'] } as const;
  const known = reads === undefined ? {} : { reads };
  return { ...declared(id, order), kind: 'lock', ...threads, words, make, ...known } as LockStrategy;
}

export function declareAsync(
  id: string,
  make: () => PerContender<AsyncLock>,
  order: Order = 'fifo',
  reads?: 'shared',
): AsyncLockStrategy {
  const tasks = { runsIn: ['tasks'], promises: ['tasks'] } as const;
  const known = reads === undefined ? {} : { reads };
  return { ...declared(id, order), kind: 'async-lock', ...tasks, words: 0, make, ...known } as AsyncLockStrategy;
}
