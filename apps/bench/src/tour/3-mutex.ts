/** Step 3: the counter carries its own mutex, and is exact. */
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
    this.mutex.lock();
    this.value += 1;
    this.mutex.unlock();
  }
}
// #endregion

export const mutexExact = {
  title: 'A counter with a mutex inside',
  story:
    'The counter now embeds a mutex: one thread at a time gets between lock and unlock, ' +
    'the others sleep until it is their turn.',
  source: import.meta.url,

  run: (crew) => crew({ contenders: 4, increments: 1_000_000 }),

  tell(outcome) {
    if (outcome.stall !== null) return { held: false, table: { rows: [] }, caption: standstill(outcome) };
    const { contenders, increments, count, lost } = outcome;
    const table = {
      rows: [
        { cells: ['threads', contenders] },
        { cells: ['increments', increments] },
        { cells: ['the counter says', count] },
        { cells: ['lost', lost] },
      ],
    };
    return lost === 0
      ? { held: true, table, caption: `Exact: ${plural(increments, 'increment', 'increments')}, every one counted.` }
      : { held: false, table, caption: `Not exact: ${plural(lost, 'update was', 'updates were')} lost.` };
  },
} satisfies Step<Outcome>;
