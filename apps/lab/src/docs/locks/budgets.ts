/** How the adaptive mutexes do under other spin budgets than their own, from the committed measurement. */
import { codeSpan } from '@contend/report/code-span';
import { medianInterval } from '@contend/stats';
import { grouped, table } from '../table.ts';
import { ratioText } from './against.ts';
import type { Source } from './source.ts';

type Row = NonNullable<Source['budgets']>['rows'][number];

export function budgetTable(budgets: Source['budgets']): string {
  if (budgets === null) return 'Not measured on this machine yet: `npx turbo run budget`.';
  const { rows, suite, startedAt } = budgets;
  const scenes = [...new Set(rows.map(scene))];
  const commit = suite.commit === null ? '' : `, at commit ${codeSpan(suite.commit.slice(0, 7))}`;
  return [
    `Measured ${codeSpan(startedAt.slice(0, 10))}${commit}: ns per increment under a budget, to that under the lock’s own then, with the 95 % interval.`,
    table(
      ['lock', 'looks', 'apart', ...scenes],
      [...Map.groupBy(rows, budget).values()].map((of) => {
        const { lock, tries, first, most, unit } = of[0] as Row;
        const ratios = scenes.map((name) => shown(of.find((row) => scene(row) === name)?.ratios ?? []));
        return [codeSpan(lock), String(tries), `${grouped(first)} to ${grouped(most)} ${unit}`, ...ratios];
      }),
    ),
  ].join('\n\n');
}

const scene = ({ contenders, workload }: Row) => `${contenders} threads, ${workload}`;
const budget = ({ lock, tries, first, most }: Row) => `${lock} ${tries} ${first} ${most}`;

function shown(ratios: readonly number[]): string {
  if (ratios.length === 0) return 'not measured';
  const { median, low, high } = medianInterval(ratios);
  return ratioText({ ratio: median, low, high });
}
