/** Declares a lock of the checker's own tests, sound or mutant, in a line. */
import type { AtomicsLike, Lock, LockStrategy, Order, PerContender } from '@contend/counter';

interface Traits {
  words: LockStrategy['words'];
  order?: Order;
}

export function declare(
  id: string,
  make: (atomics: AtomicsLike) => PerContender<Lock>,
  { words, order = 'none' }: Traits,
): LockStrategy {
  return {
    kind: 'lock',
    id,
    title: id,
    summary: 'A lock of the checker’s own tests.',
    source: 'see its file',
    runsIn: ['threads'],
    promises: ['threads'],
    waits: 'spin',
    order,
    words,
    guest: false,
    make,
  };
}
