/** The end of `contend run`: whoever sees only this knows what lost updates, what was fastest, and what is not called. */
import { type ContendRecord, plainText, processorName } from '@contend/record';
import { type Group, groupsOf, rankOf } from '../../model/cells.ts';
import { runtimesOf } from '../../model/runtimes.ts';
import { isStep, SERIES } from '../../model/series.ts';
import { whyOf } from '../../model/why.ts';
import { clip, width, wrap } from '../layout.ts';
import { counted } from '../units.ts';
import { renderCorrectness } from './correctness.ts';
import { renderExplored } from './explored.ts';
import { renderFastest } from './fastest.ts';
import { renderFaults } from './faults.ts';
import { type Paint, painter } from './paint.ts';
import { renderSeries } from './series.ts';
import { renderTable } from './table.ts';

const MIN_COLUMNS = 60;
/** The record has them all. */
const MAX_WARNINGS = 3;

export interface Screen {
  /** Width in terminal cells; below 60 it is taken as 60. */
  columns: number;
  colour: boolean;
}

/** Lines without a newline at the end. Strings of the record are stripped of everything that could steer a terminal. */
export function renderSummary(record: ContendRecord, { columns, colour }: Screen): string {
  const paint = painter(colour);
  const across = Math.max(MIN_COLUMNS, columns);
  const groups = groupsOf(record.cells.filter((cell) => !isStep(cell.workload)));
  return [
    ...renderHead(record, across, paint),
    ...renderCorrectness(record, across, paint),
    ...renderExplored(record, across, paint),
    ...renderFaults(record, across, paint),
    ...groups.flatMap((group) => ['', ...renderGroup(group, groups, record, across, paint)]),
    ...SERIES.flatMap((series) => renderSeries(series, record, across, paint)).flatMap((lines) => ['', ...lines]),
    '',
    ...renderFoot(record, across, paint),
  ].join('\n');
}

function renderHead(record: ContendRecord, columns: number, paint: Paint): string[] {
  const { plan, host, partial } = record;
  const cores = host.availableParallelism;
  const parts = [
    `contend, ${plainText(plan.profile, 20)} profile`,
    `${plainText(processorName(host.cpu), 60)}, ${counted(cores, 'core')}`,
    runtimesOf(record)
      .map((runtime) => plainText(runtime, 20))
      .join(', '),
  ];
  const lines = [paint('dim', clip(parts.join(' · '), columns))];
  if (partial) lines.push(paint('note', '! interrupted: what is here was measured, the rest is missing'));
  return lines;
}

function renderGroup(
  group: Group,
  groups: readonly Group[],
  record: ContendRecord,
  columns: number,
  paint: Paint,
): string[] {
  const varies = (part: 'workload' | 'runtime'): string[] =>
    new Set(groups.map((each) => each[part])).size > 1 ? [plainText(group[part], 20)] : [];
  const title = [
    plainText(group.world, 20).toUpperCase(),
    ...varies('workload'),
    ...varies('runtime'),
    ...(group.pinned || group.world === 'tasks' ? [] : ['not pinned to cores']),
  ].join(', ');
  const unit = `increments/s, ${figuresOf(group)}, of the whole system`;
  return [
    `${paint('bold', title)}  ${paint('dim', clip(unit, columns - width(title) - 2))}`,
    ...renderFastest(group, columns, paint),
    ...renderTable(group, columns, paint, (cell) => whyOf(cell, record)?.words ?? []),
  ];
}

/** Intervals need six forks, ranks eight. */
function figuresOf({ cells }: Group): string {
  if (cells.some((cell) => rankOf(cell) !== null)) return 'median ± 95 % interval, rank';
  if (cells.some((cell) => cell.throughput?.low != null)) return 'median ± 95 % interval, nothing ranked';
  return 'medians only, nothing ranked';
}

function renderFoot({ cells, warnings }: ContendRecord, columns: number, paint: Paint): string[] {
  const legend = [
    cells.some(({ verdict }) => verdict === 'within') ? '✓ count exact, or within what nobody knows' : '✓ count exact',
    '✗ count wrong, never ranked',
    '! no result',
    ...(cells.some((cell) => rankOf(cell) !== null) ? ['2= shares rank 2', '≈ no difference called'] : []),
    'longest gap: longest time in which a contender got nothing done',
  ].join(' · ');
  const shown = warnings.slice(0, MAX_WARNINGS).flatMap(({ message, mend }) => {
    const text = plainText(message, 200) + (mend === null ? '' : ` (${plainText(mend, 200)})`);
    return wrap(`! ${text}`, columns).map((line) => paint('note', line));
  });
  const more = warnings.length - MAX_WARNINGS;
  return [
    ...wrap(legend, columns).map((line) => paint('dim', line)),
    ...shown,
    ...(more > 0 ? [`! and ${counted(more, 'more warning')} in the record`] : []),
  ];
}
