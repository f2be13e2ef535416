/** What an increment costs by how many tasks wait, from the committed measurement. */
import type { Waiters } from '@contend/documents';
import { codeSpan } from '@contend/report/code-span';
import { duration, quantity } from '@contend/report/units';
import { median } from '@contend/stats';
import { grouped, table } from '../table.ts';

const FLOOR = 'waiters/floor';

const quotient = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a / b);
const shown = (ratio: number | null): string => (ratio === null ? '—' : quantity(ratio));

export function waitersTable(waiters: Waiters | null): string {
  if (waiters === null) return 'Not measured on this machine yet: `npx turbo run waiters`.';
  const numbers = [...new Set(waiters.rows.map((row) => row.waiters))].sort((a, b) => a - b);
  const [fewest = 0, most = 0] = [numbers[0], numbers.at(-1)];
  const at = (strategy: string, n: number): number | null => {
    const row = waiters.rows.find((each) => each.strategy === strategy && each.waiters === n);
    return row === undefined || row.reason !== null ? null : median(row.ns);
  };
  const rise = (strategy: string) => quotient(at(strategy, most), at(strategy, fewest));
  const floor = rise(FLOOR);
  const rows = [...Map.groupBy(waiters.rows, ({ strategy }) => strategy)].map(([strategy, own]) => [
    codeSpan(strategy),
    ...numbers.map((n) => {
      const row = own.find((each) => each.waiters === n);
      if (row === undefined) return '—';
      return row.reason === null ? duration(median(row.ns)) : 'refused or too slow';
    }),
    shown(rise(strategy)),
    shown(quotient(rise(strategy), floor)),
  ]);
  return table(['CPU time by waiters', ...numbers.map(grouped), 'rise', "to the floor's"], rows);
}
