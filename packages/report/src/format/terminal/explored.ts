/** What exploring every schedule told, beside what was measured: a stress run shows a race, never that there is none. */
import { type Cell, type ContendRecord, type Explored, keyOf, plainText } from '@contend/record';
import { wrap } from '../layout.ts';
import type { Paint, Style } from './paint.ts';

interface Subject {
  strategy: string;
  world: string;
  promised: boolean;
  explored: Explored;
}

/** Nothing where nothing was explored. */
export function renderExplored({ cells }: ContendRecord, columns: number, paint: Paint): string[] {
  const subjects = subjectsOf(cells);
  if (subjects.length === 0) return [];
  const broken = subjects.filter(({ promised, explored }) => promised && explored.verdict === 'violation');
  const races = subjects.filter(({ promised, explored }) => !promised && explored.verdict === 'violation');
  const clear = subjects.filter(({ explored }) => explored.verdict === 'no violation');
  const open = subjects.filter(({ explored }) => ['gave up', 'not checkable'].includes(explored.verdict));
  const said = (style: Style, text: string) =>
    wrap(text, columns - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${paint(style, line)}`);
  return [
    paint('bold', 'SCHEDULES'),
    ...broken.flatMap((each) =>
      said('scream', `✗ PROMISE BROKEN: ${nameOf(each)}: ${plainText(each.explored.says, 300)}`),
    ),
    ...[...Map.groupBy(clear, boundOf)].flatMap(([bound, some]) =>
      said('right', `✓ every schedule of ${bound} explored, no violation: ${listed(some)}`),
    ),
    ...(races.length === 0 ? [] : said('wrong', `✗ a schedule loses updates: ${listed(races)} (expected)`)),
    ...(open.length === 0 ? [] : said('dim', `not explored to the end: ${listed(open)} (npx contend check says why)`)),
  ];
}

/** One for each strategy and world. */
function subjectsOf(cells: readonly Cell[]): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const cell of cells) {
    const { strategy, world, promised, explored } = cell;
    if (explored !== null) subjects.set(keyOf(cell, ['strategy', 'world']), { strategy, world, promised, explored });
  }
  return [...subjects.values()];
}

function boundOf({ explored: { reached } }: Subject): string {
  return reached === null ? 'no bound' : `up to ${reached.contenders} contenders × ${reached.increments} increments`;
}

function nameOf({ strategy, world }: Subject): string {
  return `${plainText(strategy, 60)} in ${plainText(world, 20)}`;
}

/** `spinlock/tas, atomic/add (tasks, threads)`: the worlds are named where a strategy was explored in several. */
function listed(subjects: readonly Subject[]): string {
  return [...Map.groupBy(subjects, ({ strategy }) => strategy)]
    .map(([strategy, each]) => {
      const worlds = each.map(({ world }) => plainText(world, 20)).join(', ');
      return each.length === 1 ? plainText(strategy, 60) : `${plainText(strategy, 60)} (${worlds})`;
    })
    .join(', ');
}
