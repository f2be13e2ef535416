/** A lock with one mistake, and the bound at which the checker must find it. */
import type { AsyncLock, AtomicsLike, Lock, PerContender, Strategy } from '@contend/counter';
import type { ViolationKind } from '../../src/judge.ts';
import { declare, declareAsync, type Traits } from '../sound/declare.ts';

export interface Mutant {
  strategy: Strategy;
  /** contenders × increments */
  dies: '2x1' | '2x2' | '3x1' | '3x2';
  /** The gravest of what is found. */
  as: ViolationKind;
}

export function mutant(
  id: string,
  dies: Mutant['dies'],
  as: ViolationKind,
  make: (atomics: AtomicsLike) => PerContender<Lock>,
  traits: Traits = { words: 2 },
): Mutant {
  return { strategy: declare(`mutant/${id}`, make, traits), dies, as };
}

export function asyncMutant(
  id: string,
  dies: Mutant['dies'],
  as: ViolationKind,
  make: () => PerContender<AsyncLock>,
  reads?: 'shared',
): Mutant {
  return { strategy: declareAsync(`mutant/${id}`, make, 'fifo', reads), dies, as };
}

/** The plainest lock, for mutants to get wrong. Word 0: 0 free, 1 held. */
export const Tas = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    base: number;

    constructor(view: Int32Array, base: number) {
      this.view = view;
      this.base = base;
    }

    lock(): void {
      while (atomics.exchange(this.view, this.base, 1) !== 0) atomics.pause();
    }

    unlock(): void {
      atomics.store(this.view, this.base, 0);
    }
  };
