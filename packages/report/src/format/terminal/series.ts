/** A series as one table: a column for each of its steps, and the ideal as a row to set the others against. */
import { type Cell, type ContendRecord, contendersIn, familyKey, plainText } from '@contend/record';
import { type Group, groupsOf, stateOf } from '../../model/cells.ts';
import { roughly, type Series } from '../../model/series.ts';
import { type Work, workOf } from '../../model/work.ts';
import { clip, padEnd, padStart, width, wrap } from '../layout.ts';
import { quantity } from '../units.ts';
import { BEST_FIRST, type Column, columnOf } from './column.ts';
import type { Paint } from './paint.ts';

const IDEAL = 'ideal';
const MAX_NAME = 26;

/** One workload of a series. */
interface Step {
  cells: Cell[];
  column: Column;
  work: Work | null;
}

/** A table for each kind and number of contenders. */
export function renderSeries(
  series: Series,
  { cells, plan }: ContendRecord,
  columns: number,
  paint: Paint,
): string[][] {
  const groups = groupsOf(cells.filter((cell) => series.has(cell.workload)));
  const runtimes = new Set(groups.map((group) => group.runtime)).size;
  const kinds = Map.groupBy(groups, (group) => familyKey(group, 'contenders', 'workload'));
  return [...kinds.values()].flatMap((kind) => {
    const { world, runtime, pinned } = kind[0] as Group;
    const at = ({ work }: Step) => (work === null ? 0 : series.at(work));
    const counts = new Set(kind.flatMap((group) => group.contenders));
    return [...counts]
      .sort((a, b) => a - b)
      .map((contenders) => {
        const steps = kind
          .filter((group) => group.contenders.includes(contenders))
          .map((group) => stepOf(series, group, contenders, workOf(plan, group)))
          .sort((a, b) => at(a) - at(b));
        const inside = series.ideal === null ? undefined : steps[0]?.work?.inside;
        const about = [
          `${series.unit}/s of ${contendersIn(plainText(world, 20), contenders)} ${series.by}`,
          ...(inside === undefined ? [] : [`${roughly(inside)} inside`]),
          ...(runtimes > 1 ? [plainText(runtime, 20)] : []),
          ...(pinned ? [] : ['not pinned to cores']),
        ].join(', ');
        const title = `${plainText(world, 20).toUpperCase()}, ${series.id}`;
        return [
          `${paint('bold', title)}  ${paint('dim', clip(about, columns - width(title) - 2))}`,
          ...renderSteps(series, steps, { world, contenders }, columns, paint),
        ];
      });
  });
}

function stepOf(series: Series, group: Group, contenders: number, work: Work | null): Step {
  const column = columnOf(group, contenders, { intervals: false, why: null });
  const title = work === null ? plainText(group.workload, 20) : series.short(series.at(work));
  const cells = group.cells.filter((cell) => cell.contenders === contenders);
  return { cells, work, column: { ...column, title, width: Math.max(column.width, width(title)) } };
}

function renderSteps(
  series: Series,
  steps: readonly Step[],
  who: Pick<Cell, 'world' | 'contenders'>,
  columns: number,
  paint: Paint,
): string[] {
  const strategies = sorted(steps);
  const names = strategies.map((strategy) => plainText(strategy, 60));
  const name = Math.min(MAX_NAME, Math.max(...[IDEAL, ...names].map(width)));
  const fit = steps.filter((_, index) => {
    const upTo = steps.slice(0, index + 1);
    return upTo.reduce((sum, { column }) => sum + 2 + column.width, name) <= columns;
  });
  const row = (first: string, figure: (step: Step) => string): string => {
    const figures = fit.map((step) => padEnd(figure(step), step.column.width));
    return [padEnd(clip(first, name), name), ...figures].join('  ').trimEnd();
  };
  const rest = steps.slice(fit.length).map(({ column }) => column.title);
  return [
    paint(
      'dim',
      row('', ({ column }) => column.title),
    ),
    ...strategies.map((strategy, i) => row(names[i] as string, ({ column }) => column.render(strategy, paint))),
    ...(series.ideal === null
      ? []
      : [
          paint(
            'dim',
            row(IDEAL, (step) => idealOf(series, who, step)),
          ),
        ]),
    ...(rest.length === 0 ? [] : wrap(`a wider terminal also shows ${rest.join(', ')}`, columns)).map((line) =>
      paint('dim', line),
    ),
  ];
}

/** Right below the figures, which stand behind a mark. */
function idealOf(series: Series, who: Pick<Cell, 'world' | 'contenders'>, { work, cells }: Step): string {
  const most = work === null ? Number.POSITIVE_INFINITY : (series.ideal?.(who, work) ?? Number.POSITIVE_INFINITY);
  const figures = cells.map(({ throughput }) => (throughput === null ? 0 : width(quantity(throughput.median))));
  return `  ${padStart(Number.isFinite(most) ? quantity(most) : '–', Math.max(...figures))}`;
}

/** By what happened in the first step, of a sweep the one with the most contention: right counts first, the fastest of them on top. */
function sorted(steps: readonly Step[]): string[] {
  const cells = Map.groupBy(
    steps.flatMap((step) => step.cells),
    (cell) => cell.strategy,
  );
  return [...cells]
    .map(([strategy, [first]]) => ({
      strategy,
      grade: BEST_FIRST.indexOf(stateOf(first as Cell)),
      speed: first?.throughput?.median ?? 0,
    }))
    .sort((a, b) => a.grade - b.grade || b.speed - a.speed)
    .map(({ strategy }) => strategy);
}
