/** How the adaptive mutexes do under other spin budgets than their own, from the committed measurement. */
import { codeSpan } from '@contend/report/code-span';
import { quantity } from '@contend/report/units';
import { median, medianInterval } from '@contend/stats';
import { grouped, table } from '../table.ts';
import type { Source } from './source.ts';

export function budgetTable(budgets: Source['budgets']): string {
  if (budgets === null) return 'Not measured on this machine yet: `npx turbo run budget`.';
  const rows = budgets.rows.map(({ lock, contenders, tries, first, most, unit, ns, ratios }) => [
    codeSpan(lock),
    String(contenders),
    String(tries),
    `${grouped(first)} to ${grouped(most)} ${unit}`,
    ...(ratios.length === 0 ? ['not measured', ''] : [`${quantity(median(ns))} ns`, shown(ratios)]),
  ]);
  const commit = budgets.suite.commit === null ? '' : `, at commit ${codeSpan(budgets.suite.commit.slice(0, 7))}`;
  return [
    `Measured ${codeSpan(budgets.startedAt.slice(0, 10))}${commit}; a ratio is to the budget that the lock itself had then.`,
    table(['lock', 'threads', 'looks', 'apart', 'per increment', 'to its own budget (95 %)'], rows),
  ].join('\n\n');
}

function shown(ratios: readonly number[]): string {
  const { median, low, high } = medianInterval(ratios);
  return `${quantity(median)}${low === null || high === null ? '' : ` (${quantity(low)} to ${quantity(high)})`}`;
}
