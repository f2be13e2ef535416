/** Step 6: a lock protects nothing from the one place that does not take it. */

import { percent } from '@contend/report/units';
import type { Outcome } from './crew.ts';
import { Mutex } from './mutex.ts';
import { plural } from './say.ts';
import { SharedNumber } from './shared-number.ts';
import { standstill } from './standstill.ts';
import type { Step } from './step.ts';

// #region shown
export class Counter extends SharedNumber {
  mutex = new Mutex(this.memory, this.worker);

  increment(): void {
    if (this.worker === 3) {
      this.value += 1; // one place, in a hurry
      return;
    }
    using _held = this.mutex.guard();
    this.value += 1;
  }
}
// #endregion

/** Increments a thread, tried in turn until the race shows. Few enough for 32 bits, extra turns included. */
const INCREMENTS = [100_000, 200_000, 500_000];

export const skippedLock = {
  title: 'One place skips the lock',
  story:
    'Three threads lock, every time. The fourth has a shortcut that does not. ' +
    'A lock is an agreement: it stops only the threads that ask for it.',
  source: import.meta.url,

  async run(crew) {
    const [first, ...more] = INCREMENTS as [number, ...number[]];
    let outcome = await crew({ contenders: 4, increments: first });
    for (const increments of more) {
      if (outcome.stall !== null || outcome.lost > 0) break;
      outcome = await crew({ contenders: 4, increments });
    }
    return outcome;
  },

  tell(outcome) {
    if (outcome.stall !== null) return { held: false, table: { rows: [] }, caption: standstill(outcome) };
    const { increments, count, lost } = outcome;
    return {
      held: lost > 0,
      table: {
        rows: [
          { cells: ['increments', increments] },
          { cells: ['the counter says', count] },
          { cells: ['lost', lost] },
        ],
      },
      caption:
        lost > 0
          ? `The race is back: ${plural(lost, 'update was', 'updates were')} lost (${percent(lost / increments)}).`
          : `No update was lost in ${plural(increments, 'increment', 'increments')}: the race did not show.`,
    };
  },
} satisfies Step<Outcome>;
