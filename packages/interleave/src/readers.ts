/**
 * What the threads of a lock that knows readers do while they are explored: the program of `mostly-read.ts`, in the
 * contract's package. A writer writes the copy, then the count. A reader reads the count, the copy, and the copy again,
 * and sees more than one value if a writer is inside when it comes in, or comes in before it goes.
 */
import type { LockStrategy, OptimisticLock, SharedLock } from '@contend/counter';
import { tornRead } from './judge.ts';
import { budgets, type Cast, type Made, mustBlock } from './programs.ts';
import type { Marks, Program } from './run.ts';
import type { Simulated } from './simulate.ts';

/** How the words that the lock guards are accessed. */
interface Access {
  get(index: number): number;
  set(index: number, value: number): void;
}

const plain = ({ view }: Simulated): Access => ({
  get: (index) => view[index] as number,
  set: (index, value) => {
    view[index] = value;
  },
});

/** Between optimistic readers and a writer a race is intended, and what is accessed by `Atomics` is in no data race. */
const atomic = ({ atomics, view }: Simulated): Access => ({
  get: (index) => atomics.load(view, index),
  set: (index, value) => {
    atomics.store(view, index, value);
  },
});

const accessOf = ({ reads }: LockStrategy, simulated: Simulated): Access =>
  (reads === 'optimistic' ? atomic : plain)(simulated);

function madeBy<T>(strategy: LockStrategy, { atomics, memory }: Simulated): Made<T> {
  return strategy.make(atomics, { memory, world: 'threads' }) as unknown as Made<T>;
}

export function writerProgram(strategy: LockStrategy, cast: Cast, contender: number): Program {
  return (simulated) => {
    const Lock = madeBy<SharedLock>(strategy, simulated);
    const { get, set } = accessOf(strategy, simulated);
    return (marks) => {
      const lock = new Lock(simulated.view, cast.base, contender, cast.contenders, ...budgets(cast));
      return {
        body() {
          for (let i = 0; i < cast.increments; i++) {
            marks.at('enter', i, lock);
            mustBlock(lock.lock(), 'lock()', marks);
            marks.at('section', i, lock);
            const next = (get(cast.count) + 1) | 0;
            marks.at('section', i, lock, next);
            set(cast.copy as number, next);
            marks.at('section', i, lock, `count ${next}`);
            set(cast.count, next);
            marks.hit(next);
            marks.at('leave', i, lock);
            mustBlock(lock.unlock(), 'unlock()', marks);
          }
          marks.at('done', cast.increments, lock);
        },
      };
    };
  };
}

export function readerProgram(strategy: LockStrategy, cast: Cast, contender: number): Program {
  return (simulated) => {
    const Lock = madeBy<SharedLock & OptimisticLock>(strategy, simulated);
    const { get } = accessOf(strategy, simulated);
    const read = strategy.reads === 'optimistic' ? readOptimistically : readShared;
    return (marks) => {
      const lock = new Lock(simulated.view, cast.base, contender, cast.contenders, ...budgets(cast));
      return {
        body() {
          for (let i = 0; i < cast.increments; i++) read(lock, { i, cast, get, marks });
          marks.at('done', cast.increments, lock);
        },
      };
    };
  };
}

interface Reading {
  /** How often the reader has read. */
  i: number;
  cast: Cast;
  get: Access['get'];
  marks: Marks;
}

function readShared(lock: SharedLock, reading: Reading): void {
  const { i, marks } = reading;
  marks.at('enter', i, lock);
  mustBlock(lock.lockShared(), 'lockShared()', marks);
  const torn = look(lock, reading, '');
  if (torn !== undefined) marks.torn(torn);
  marks.at('leave', i, lock);
  mustBlock(lock.unlockShared(), 'unlockShared()', marks);
}

/** What is read again begins where it began first, so that how often it was makes no states. */
function readOptimistically(lock: OptimisticLock, reading: Reading): void {
  const { i, marks } = reading;
  for (;;) {
    marks.at('enter', i, lock);
    const mark = lock.readBegin();
    mustBlock(mark, 'readBegin()', marks);
    const torn = look(lock, reading, mark);
    marks.at('leave', i, lock, `${mark} ${torn}`);
    const again = lock.readRetry(mark);
    mustBlock(again, 'readRetry()', marks);
    if (again) continue;
    if (torn !== undefined) marks.torn(torn);
    return;
  }
}

/** @returns what it saw, if that is torn */
function look(lock: object, { i, cast, get, marks }: Reading, mark: number | ''): string | undefined {
  const copy = cast.copy as number;
  marks.at('section', i, lock, `${mark}`);
  const seen = get(cast.count);
  marks.at('section', i, lock, `${mark} ${seen}`);
  const before = get(copy);
  if (before !== seen) return tornRead(seen, before);
  marks.at('section', i, lock, `${mark} ${seen} twice`);
  const after = get(copy);
  return after === seen ? undefined : tornRead(seen, after);
}
