/** How the adaptive mutexes do under other spin budgets than their own, from the committed measurement. */
import { codeSpan } from '@contend/report/code-span';
import { quantity } from '@contend/report/units';
import { medianInterval } from '@contend/stats';
import { grouped, table } from '../table.ts';
import type { Source } from './source.ts';

export function budgetTable(budgets: Source['budgets']): string {
  if (budgets === null) return 'Not measured on this machine yet: `npx turbo run budget`.';
  const rows = budgets.rows.map(({ lock, contenders, tries, most, unit, ratios }) => [
    codeSpan(lock),
    String(contenders),
    String(tries),
    `${grouped(most)} ${unit}`,
    ratios.length === 0 ? 'not measured' : shown(ratios),
  ]);
  return table(['lock', 'threads', 'looks', 'apart, at most', 'ns, to its own budget (95 %)'], rows);
}

function shown(ratios: readonly number[]): string {
  const { median, low, high } = medianInterval(ratios);
  return `${quantity(median)}${low === null || high === null ? '' : ` (${quantity(low)} to ${quantity(high)})`}`;
}
