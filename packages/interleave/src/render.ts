/** A trace as text: a column for each thread, a line for each step, memory beside it. */
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import type { Trace, TraceStep } from './trace.ts';

/** The verdict in a line, then the gravest violation with its trace and the token that replays it. */
export function renderReport({ strategy, world, says, states, ms, perSecond, violations }: Report): string {
  const counted = world === 'tasks' ? 'schedules' : 'states';
  const speed = `${states} ${counted}, ${Math.round(ms)} ms, ${Math.round(perSecond)} ${counted}/s`;
  const head = `${strategy} in ${world}: ${says} (${speed})`;
  const [first] = violations;
  return first === undefined
    ? printable(head)
    : `${printable(head)}\n${renderTrace(first.trace)}\nreplay: ${first.token}`;
}

/** Plain text, no colours; the columns are as wide as they need to be. */
export function renderTrace({ threads, steps, shows, keptIn }: Trace): string {
  const after = keptIn === undefined ? 'memory after it' : `in ${keptIn} after it`;
  const head = ['step', ...threads, after, 'asleep', 'source'];
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
