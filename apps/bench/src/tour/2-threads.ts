/** Step 2: the same race between threads, where not even an `await` is needed. */
import { percent } from '@contend/report/units';
import type { Outcome } from './crew.ts';
import { amount, plural, sentence } from './say.ts';
import { SharedNumber } from './shared-number.ts';
import { standstill } from './standstill.ts';
import type { Step } from './step.ts';

// #region shown
export class Counter extends SharedNumber {
  increment(): void {
    const copy = this.value;
    this.value = copy + 1;
  }
}
// #endregion

/** Increments a thread, tried in turn until the race shows. Few enough for 32 bits, extra turns included. */
const INCREMENTS = [10_000_000, 40_000_000, 160_000_000];
const THREADS = [1, 2, 4];

const lostIn = (outcome: Outcome) => (outcome.stall === null ? outcome.lost : 0);

/** One thread alone lost nothing, and any number of them together something. */
function shows(outcomes: readonly Outcome[]): boolean {
  const [alone, ...together] = outcomes.map(lostIn);
  return alone === 0 && together.every((lost) => lost > 0);
}

/** Whether with every added thread a larger share was lost. */
function grows(outcomes: readonly Outcome[]): boolean {
  const shares = outcomes.map((outcome) => (outcome.stall === null ? outcome.lost / outcome.increments : 0));
  return shares.every((share, i) => i === 0 || share > (shares[i - 1] as number));
}

export const threadsRace = {
  title: 'Threads under load',
  story:
    'Threads need no await: between the read and the write of one, any other may write. ' +
    'Here they share one number in memory (a SharedNumber), and each adds 1 as fast as it can.',
  source: import.meta.url,

  async run(crew) {
    let outcomes: Outcome[] = [];
    for (const increments of INCREMENTS) {
      outcomes = [];
      for (const contenders of THREADS) outcomes.push(await crew({ contenders, increments }));
      if (outcomes.some(({ stall }) => stall !== null) || shows(outcomes)) break;
    }
    return outcomes;
  },

  tell(outcomes) {
    const finished = outcomes.filter((outcome) => outcome.stall === null);
    const most = Math.max(1, ...finished.map(({ lost }) => lost));
    const table = {
      head: ['threads', 'increments', 'the counter says', 'lost', ''],
      rows: finished.map(({ contenders, increments, count, lost }) => ({
        cells: [contenders, increments, count, lost, percent(lost / increments)],
        bar: lost / most,
      })),
    };
    const stuck = outcomes.find((outcome) => outcome.stall !== null);
    if (stuck !== undefined) return { held: false, table, caption: standstill(stuck) };
    const worst = finished.find(({ lost }) => lost === most);
    if (worst === undefined) return { held: false, table, caption: 'No update was lost: the race did not show.' };
    const { contenders, lost, increments } = worst;
    const loss = `${plural(contenders, 'thread', 'threads')} lost ${amount(lost)} of ${plural(increments, 'update', 'updates')}`;
    if (!shows(outcomes))
      return {
        held: false,
        table,
        caption: `${sentence(loss)}; one alone should lose none, and several together some.`,
      };
    const more = grows(outcomes) ? ' The more threads, the larger the share that is lost.' : '';
    return { held: true, table, caption: `One thread alone loses nothing; ${loss}.${more}` };
  },
} satisfies Step<Outcome[]>;
