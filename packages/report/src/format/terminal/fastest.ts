/** One line for each number of contenders: who was fastest, and between whom no difference is called. */
import { type Cell, contendersIn, plainText } from '@contend/record';
import { type Group, rankOf, stateOf } from '../../model/cells.ts';
import { notCalled } from '../../model/ties.ts';
import { tooFewForks } from '../../model/too-few.ts';
import { padEnd, width, wrap } from '../layout.ts';
import { rate } from '../units.ts';
import type { Paint } from './paint.ts';

export function renderFastest(group: Group, columns: number, paint: Paint): string[] {
  const labels = group.contenders.map((contenders) => contendersIn(plainText(group.world, 20), contenders));
  const indent = Math.max(...labels.map(width)) + 2;
  return group.contenders.flatMap((contenders, index) => {
    const family = group.cells.filter((cell) => cell.contenders === contenders);
    const lines = wrap(say(family), columns - indent);
    return lines.map(
      (line, at) => (at === 0 ? paint('bold', padEnd(labels[index] as string, indent)) : ' '.repeat(indent)) + line,
    );
  });
}

function say(family: readonly Cell[]): string {
  const exact = family.filter((cell) => stateOf(cell) === 'right' && cell.throughput !== null);
  const [top] = exact.toSorted(byMedian);
  if (top === undefined) return 'no right count, so nothing to rank';
  const first = exact.filter((cell) => rankOf(cell) === 1).toSorted(byMedian);
  const [leader] = first;
  if (leader === undefined) return `highest median ${nameOf(top)} (${rate(median(top))}); not ranked`;
  const ranked = exact.filter((cell) => rankOf(cell) !== null);
  if (ranked.length > 2 && first.length === ranked.length)
    return `no difference called between any of the ${ranked.length}${tooFew(ranked)}`;
  // Between two cells of rank 1 nothing can have been called: one of them would not be first.
  const fastest =
    first.length === 1 ? `${nameOf(leader)} (${rate(median(leader))})` : `${alike(first)} (no difference called)`;
  const others = notCalled(family).filter((set) => !set.every((cell) => first.includes(cell)));
  return `fastest ${fastest}${others.length === 0 ? '' : `; no difference called: ${others.map(alike).join(', ')}`}`;
}

function tooFew(ranked: readonly Cell[]): string {
  const few = tooFewForks(ranked);
  return few === null ? '' : `: that takes ${few.least} forks, and there are ${few.forks}`;
}

const alike = (set: readonly Cell[]): string => set.map(nameOf).join(' ≈ ');
const nameOf = (cell: Cell): string => plainText(cell.strategy, 60);
const median = (cell: Cell): number => cell.throughput?.median ?? 0;
const byMedian = (a: Cell, b: Cell): number => median(b) - median(a);
