/** A trace as text: a column for each thread, a line for each step, memory beside it. */
import { printable } from './printable.ts';
import type { Trace, TraceStep } from './trace.ts';

/** Plain text, no colours; the columns are as wide as they need to be. */
export function renderTrace({ threads, steps, shows }: Trace): string {
  const head = ['step', ...threads, 'memory after it', 'asleep', 'source'];
  const rows = steps.map((step, i) => [
    String(i + 1),
    ...threads.map((_, thread) => (thread === step.thread ? what(step) : '')),
    pairs(step.memory, '='),
    pairs(step.asleep, ' on '),
    step.file === null ? '' : `${step.file}:${step.line}`,
  ]);
  const table = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...table.map((row) => (row[column] as string).length)));
  const used = widths.map((_, column) => rows.some((row) => row[column] !== ''));
  const lines = table.map((row) =>
    row
      .flatMap((cell, column) => (used[column] ? [cell.padEnd(widths[column] as number)] : []))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...shows.map(({ kind, says }) => `${kind}: ${printable(says)}`)].join('\n');
}

const what = ({ does, leadsTo }: TraceStep) => (leadsTo === null ? does : `${does}; ${leadsTo}`);
const pairs = (record: Record<string, number | string>, between: string) =>
  Object.entries(record)
    .map(([key, value]) => `${key}${between}${value}`)
    .join(', ');
