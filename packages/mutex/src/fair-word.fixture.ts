/**
 * Fair words for the checker to explore: waiters without any patience, so that all of them reserve the lock; the plain word
 * under the same promise; and fair words with a mistake.
 */
import type { AtomicsLike, LockStrategy, PerContender } from '@contend/counter';
import { fairWord, wordsFor } from './fair-word.ts';
import { lockWord, PATIENCE_MS, RESERVED, type Watch } from './lock-word.ts';

const WATCH: Watch = {
  isDead: () => false,
  before: () => undefined,
  waits: () => {},
  stopsWaiting: () => {},
  releases: () => {},
};

/** @param sleepMs of each sleep: Infinity, so that none is mistaken for having let the lock be */
const fair = (atomics: AtomicsLike, sleepMs = Infinity) =>
  class Explored extends fairWord(atomics) {
    constructor(view: Int32Array, base: number, contender: number, contenders: number) {
      super(view, base, contender + 1, WATCH, { spins: 0, longest: sleepMs, fairMs: 0, slots: contenders });
      this.patience = sleepMs;
    }
  };

const plain = (atomics: AtomicsLike) =>
  class Explored extends lockWord(atomics) {
    constructor(view: Int32Array, base: number, contender: number) {
      super(view, base, contender + 1, WATCH, 0, Infinity);
      this.patience = Infinity;
    }
  };

type Make = (atomics: AtomicsLike) => PerContender<{ lock(): void; unlock(): void }>;

function declare(id: string, make: Make, order: LockStrategy['order'] = 'bounded'): LockStrategy {
  return {
    kind: 'lock',
    id,
    title: id,
    summary: 'A lock of the checker’s own tests.',
    source: 'see its file',
    runsIn: ['threads'],
    promises: ['threads'],
    waits: 'park',
    order,
    // Each other contender once.
    ...(order === 'bounded' && { bypass: (contenders: number) => contenders - 1 }),
    words: wordsFor,
    guest: false,
    make,
  };
}

export const SOUND = declare('sound/fair-word', fair);
/** Where any sleep may turn out to have been too long, turns are lost, and nothing else. */
export const LAPSING = declare('sound/fair-word-lapsing', (atomics) => fair(atomics, PATIENCE_MS), 'none');
export const PLAIN = declare('mutant/plain-word-is-fair', plain);

/** With what each is found to be, and where. */
export const MUTANTS: readonly { kind: string; contenders: number; increments: number; strategy: LockStrategy }[] = [
  {
    ...{ kind: 'overtaken', contenders: 2, increments: 3 },
    strategy: declare(
      'mutant/reserves-nothing',
      (atomics) =>
        class extends fair(atomics) {
          override reserve() {}
        },
    ),
  },
  {
    ...{ kind: 'overlap', contenders: 2, increments: 1 },
    strategy: declare(
      'mutant/reserves-as-if-it-were-free',
      (atomics) =>
        class extends fair(atomics) {
          override reserve() {
            this.mark(this.slot);
            atomics.store(this.view, this.index, RESERVED);
          }
        },
    ),
  },
  {
    ...{ kind: 'deadlock', contenders: 2, increments: 2 },
    strategy: declare(
      'mutant/keeps-its-mark',
      (atomics) =>
        class extends fair(atomics) {
          override unmark() {}
        },
    ),
  },
  {
    ...{ kind: 'deadlock', contenders: 3, increments: 1 },
    strategy: declare(
      'mutant/release-wakes-one',
      (atomics) =>
        class extends fair(atomics) {
          override wake() {
            atomics.notify(this.view, this.index, 1);
          }
        },
    ),
  },
  {
    ...{ kind: 'deadlock', contenders: 3, increments: 1 },
    strategy: declare(
      'mutant/turn-that-wakes-nobody',
      (atomics) =>
        class extends fair(atomics) {
          override turn() {
            atomics.add(this.view, this.turns, 1);
          }
        },
    ),
  },
  {
    ...{ kind: 'deadlock', contenders: 2, increments: 2 },
    strategy: declare(
      'mutant/turn-that-is-not-counted',
      (atomics) =>
        class extends fair(atomics) {
          override turn() {
            atomics.notify(this.view, this.turns);
          }
        },
    ),
  },
];
