/** What an increment costs by how many tasks wait, from the committed measurement. */
import type { Waiters } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { duration } from '@contend/report/units';
import { median } from '@contend/stats';
import { grouped, table } from '../table.ts';

export function waitersTable(waiters: Waiters | null): string {
  if (waiters === null) return 'Not measured on this machine yet: `npx turbo run waiters`.';
  const numbers = [...new Set(waiters.rows.map((row) => row.waiters))].sort((a, b) => a - b);
  const rows = [...Map.groupBy(waiters.rows, ({ strategy }) => strategy)].map(([strategy, own]) => [
    codeSpan(strategy),
    ...numbers.map((n) => {
      const row = own.find((each) => each.waiters === n);
      if (row === undefined) return '—';
      return row.reason === null ? duration(median(row.ns)) : 'refused or too slow';
    }),
  ]);
  return table(['CPU time by waiters', ...numbers.map(grouped)], rows);
}
