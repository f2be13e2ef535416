/** Step 7: the website itself. Its workers are processes, which share no variable: one of them has to own the count. */
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { percent } from '@contend/report/units';
import { amount, plural } from './say.ts';
import type { Visited } from './site.ts';
import type { Step } from './step.ts';

interface Measured {
  own: Visited;
  owned: Visited;
}

// #region shown
let hits = 0; // there is one in every process
const asked: ((hits: number) => void)[] = [];

export const counting = {
  own: async () => ++hits, // each worker counts for itself

  owned: () =>
    new Promise<number>((answer) => {
      process.send?.('hit'); // to the primary, which owns the count
      asked.push(answer); // it answers in the order of the questions
    }),
};

export function serve(hit: () => Promise<number>): void {
  if (cluster.isPrimary) {
    for (let i = 0; i < 4; i++) cluster.fork();
    cluster.on('message', (worker) => worker.send(++hits));
  } else {
    process.on('message', (hits: number) => asked.shift()?.(hits));
    const server = createServer(async (_, page) => {
      page.end(`${await hit()}`);
    });
    server.listen(0, '127.0.0.1');
  }
}
// #endregion

export const websiteCounts = {
  title: 'The website with several workers',
  story:
    'Back to where it began: a hit counter, served over HTTP by four workers of one node:cluster. Workers are ' +
    'processes and share no memory, so no mutex in memory guards them. First each counts in its own variable; ' +
    'then the primary owns the count, and the workers ask it. Every page shows the number of its hit.',
  source: import.meta.url,

  async run(_, visit) {
    return { own: await visit('own'), owned: await visit('owned') };
  },

  tell({ own, owned }) {
    const lost = ({ answered, count }: Visited) => answered - count;
    const row = (who: string, visited: Visited) => ({
      cells: [who, visited.answered, visited.count, lost(visited)],
      bar: lost(visited) / visited.answered,
    });
    const exact = lost(owned) === 0 ? 'Owned by the primary it is exact.' : 'Owned by the primary it is wrong, too.';
    return {
      held: lost(own) > 0 && lost(owned) === 0,
      table: {
        head: ['counted by', 'hits answered', 'the counter says', 'lost'],
        rows: [row('each worker', own), row('the primary', owned)],
      },
      caption:
        lost(own) > 0
          ? `No error anywhere, and the counter says ${amount(own.count)} after ${plural(own.answered, 'hit', 'hits')}: ` +
            `${percent(lost(own) / own.answered)} are lost. ${exact}`
          : `Each worker had a variable of its own, and no hit was lost: the race did not show. ${exact}`,
    };
  },
} satisfies Step<Measured>;
