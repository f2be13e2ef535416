/** Step 5: a guard bound with `using` gives the lock back on every way out, a thrown error included. */
import type { Outcome } from './crew.ts';
import { Mutex } from './mutex.ts';
import { amount, plural } from './say.ts';
import { SharedNumber } from './shared-number.ts';
import { standstill } from './standstill.ts';
import type { Step } from './step.ts';

// #region shown
export class Counter extends SharedNumber {
  mutex = new Mutex(this.memory, this.worker);

  increment(turn: number): void {
    using _held = this.mutex.guard();
    this.value += 1;
    if (this.value === 1_000) return; // the same way out
    if (turn % 1_000 === 0) throw new Error('a bug in here');
  }
}
// #endregion

export const guardReleases = {
  title: 'A guard lets go on every path',
  story:
    'There is no unlock to forget: “using” ends with the block, and the lock with it. ' +
    'The early return is still there, and one increment in a thousand now throws an error.',
  source: import.meta.url,

  run: (crew) => crew({ contenders: 4, increments: 100_000 }),

  tell(outcome) {
    if (outcome.stall !== null) return { held: false, table: { rows: [] }, caption: standstill(outcome) };
    const { increments, count, lost, thrown, holder } = outcome;
    const lock = holder === null ? 'free' : `held by worker ${holder}`;
    return {
      held: lost === 0 && thrown > 0 && holder === null,
      table: {
        rows: [
          { cells: ['increments', increments] },
          { cells: ['errors thrown inside', thrown] },
          { cells: ['the counter says', count] },
          { cells: ['lost', lost] },
          { cells: ['the lock in the end', lock] },
        ],
      },
      caption:
        `${plural(thrown, 'error', 'errors')} thrown inside; the count is ` +
        `${lost === 0 ? 'exact' : `short by ${amount(lost)}`}, the lock is ${lock}.`,
    };
  },
} satisfies Step<Outcome>;
