/** How the adaptive mutexes do under other spin budgets than their own, from the committed measurement. */
import { type Budgets, RUNTIME_BUDGETS, readDocument } from '@contend/documents';
import { processorName } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { medianInterval } from '@contend/stats';
import { newest } from '../newest.ts';
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
    `Measured ${codeSpan(startedAt.slice(0, 10))}${commit}: ns per increment under a budget, to that under the lock’s own then${intervalWords(rows)}`,
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

/** In several runtimes, the same lock's next to each other. @returns a row a budget, a column a runtime */
export function budgetsElsewhere(budgets: Budgets | null): string {
  if (budgets === null) return 'Not measured yet.';
  const { rows, startedAt, host } = budgets;
  const runtimes = [...new Set(rows.map(({ runtime }) => runtime as string))];
  const [{ contenders, workload }] = rows as [Row];
  return [
    `Measured ${codeSpan(startedAt.slice(0, 10))} on ${codeSpan(processorName(host.cpu))}, ${contenders} threads, ${workload}: ns per increment under a budget, to that under the lock’s own${intervalWords(rows)}`,
    table(
      ['lock', 'looks', 'apart', ...runtimes],
      [...Map.groupBy(rows, budget).values()].map((of) => {
        const { lock, tries, first, most, unit } = of[0] as Row;
        const ratios = runtimes.map((label) => shown(of.find(({ runtime }) => runtime === label)?.ratios ?? []));
        return [codeSpan(lock), String(tries), `${grouped(first)} to ${grouped(most)} ${unit}`, ...ratios];
      }),
    ),
  ].join('\n\n');
}

/** The newest that is committed, whichever machine's. @param root of the repository */
export function budgetsOfRuntimes(root: URL): Budgets | null {
  const read = (path: string) => readDocument(path, RUNTIME_BUDGETS);
  return newest(root, RUNTIME_BUDGETS.file, read, ({ startedAt }) => startedAt)?.document ?? null;
}

const scene = ({ contenders, workload }: Row) => `${contenders} threads, ${workload}`;
const budget = ({ lock, tries, first, most }: Row) => `${lock} ${tries} ${first} ${most}`;

function intervalWords(rows: readonly Row[]): string {
  const forks = Math.min(...rows.map(({ ratios }) => ratios.length));
  const { low } = medianInterval(Array.from({ length: forks }, () => 1));
  return low === null ? `; medians of ${forks} forks, too few for an interval.` : ', with the 95 % interval.';
}

function shown(ratios: readonly number[]): string {
  if (ratios.length === 0) return 'not measured';
  const { median, low, high } = medianInterval(ratios);
  return ratioText({ ratio: median, low, high });
}
