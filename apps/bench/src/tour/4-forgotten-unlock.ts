/** Step 4: an early return leaves the lock behind, and everything stops. */
import type { Outcome } from './crew.ts';
import { Mutex } from './mutex.ts';
import { SharedNumber } from './shared-number.ts';
import { standstill } from './standstill.ts';
import type { Step } from './step.ts';

// #region shown
export class Counter extends SharedNumber {
  mutex = new Mutex(this.memory, this.worker);

  increment(): void {
    this.mutex.lock();
    this.value += 1;
    if (this.value === 1_000) return; // an early way out
    this.mutex.unlock();
  }
}
// #endregion

const PATIENCE_MS = 1_000;

export const forgottenUnlock = {
  title: 'Somebody forgets to unlock',
  story:
    'Then, months later, a change adds an early return. Nothing crashes and nothing is logged: the program just stops. ' +
    'contend waits until it is sure that nothing moves, and looks at which thread has the lock.',
  source: import.meta.url,

  run: (crew) => crew({ contenders: 4, increments: 1_000_000, patience: PATIENCE_MS }),

  tell(outcome) {
    const { contenders, count, stall } = outcome;
    if (stall === null) {
      return { held: false, table: { rows: [] }, caption: 'Every thread finished: nothing was left locked.' };
    }
    const others = Array.from({ length: contenders }, (_, worker) => worker).filter(
      (worker) => worker !== stall.holder,
    );
    return {
      held: stall.holder !== null && others.every((worker) => stall.waiters.includes(worker)),
      table: {
        rows: [
          { cells: ['threads', contenders] },
          { cells: ['threads that wait', stall.waiters.length] },
          { cells: ['the counter stopped at', count] },
        ],
      },
      caption: standstill(outcome),
    };
  },
} satisfies Step<Outcome>;
