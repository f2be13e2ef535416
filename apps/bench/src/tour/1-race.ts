/** Step 1: tasks of one event loop race as soon as there is an `await` between the read and the write. */
import { setImmediate as slowWork } from 'node:timers/promises';
import { amount, plural } from './say.ts';
import type { Step } from './step.ts';

interface Measured {
  tasks: number;
  count: number;
}

async function race(tasks: number): Promise<number> {
  // #region shown
  let counter = 0;

  const task = async () => {
    const copy = counter; // copy,
    await slowWork(); //     (a query, a file: the others run)
    counter = copy + 1; //   add, write back
  };

  await Promise.all(Array.from({ length: tasks }, task));
  // #endregion
  return counter;
}

export const tasksRace = {
  title: 'A thousand tasks, one counter',
  story:
    'No threads yet: one event loop, and a thousand tasks that each add 1. ' +
    'Each takes a copy, waits for something, and writes the copy plus one back.',
  source: import.meta.url,

  async run() {
    const tasks = 1_000;
    return { tasks, count: await race(tasks) };
  },

  tell({ tasks, count }) {
    const lost = tasks - count;
    return {
      held: count === 1,
      table: {
        rows: [
          { cells: ['tasks that added 1', tasks] },
          { cells: ['the counter says', count] },
          { cells: ['lost', lost] },
        ],
      },
      caption:
        `The counter says ${amount(count)}; ${plural(lost, 'update was', 'updates were')} lost` +
        (count === 1 ? ': every task had copied the 0.' : '.'),
    };
  },
} satisfies Step<Measured>;
