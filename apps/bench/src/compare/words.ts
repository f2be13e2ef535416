/** What a comparison says, in words that the terminal and the pull request share. */
import { contendersIn, hasRightCount } from '@contend/record';
import { percent, times } from '@contend/report/units';
import type {
  AcrossHosts,
  ComparedCell,
  ComparisonDocument,
  Count,
  Identity,
  LoneCell,
  Outcome,
  Speed,
} from './document.ts';

/** Headings of the outcomes; `not-comparable` is headed by its reason. */
const HEADINGS: Record<Outcome, string> = {
  'wrong-count': '✗ WRONG COUNT',
  stopped: '✗ STOPPED',
  slower: '✗ SLOWER',
  fixed: '✓ fixed: exact now',
  faster: '✓ faster',
  'no-difference': '= no difference called',
  'not-comparable': '?',
  'not-exact': '! exact on neither side, so no speed is compared',
};

export const FIGURES = 'time per increment, HEAD / BASE (99 % interval)';

export function heading({ outcome, reason }: ComparedCell): string {
  return reason === null ? HEADINGS[outcome] : `${HEADINGS[outcome]} ${reason}`;
}

/** `4 threads`, `1 task`, `2 clients`. */
export const where = ({ world, contenders }: Pick<Identity, 'world' | 'contenders'>): string =>
  contendersIn(world, contenders);

/** `REGRESSION: 1 wrong count, 2 slower` */
export function verdictLine({ verdict, cells, onlyInHead, threshold }: ComparisonDocument): string {
  const of = (outcome: Outcome) => cells.filter((cell) => cell.outcome === outcome).length;
  const parts = [
    [of('wrong-count'), 'wrong count', 'wrong counts'],
    [of('stopped'), 'stopped', 'stopped'],
    [onlyInHead.filter(({ regression }) => regression).length, 'new and wrong', 'new and wrong'],
    [of('slower'), 'slower', 'slower'],
    [of('faster'), 'faster', 'faster'],
    [of('fixed'), 'fixed', 'fixed'],
    [of('no-difference'), 'without a called difference', 'without a called difference'],
    [of('not-comparable'), 'whose speed was not compared', 'whose speed was not compared'],
    [of('not-exact'), 'exact on neither side', 'exact on neither side'],
  ] as const;
  const counted = parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  const start = verdict === 'regression' ? '✗ REGRESSION' : '✓ nothing worse';
  return `${start}: ${counted.join(', ')} (threshold ${percent(threshold)})`;
}

/** What stands beside a cell. @param show how a string of the record is written */
export function finding(cell: ComparedCell, document: ComparisonDocument, show: (text: string) => string): string {
  if (cell.speed !== null) return ratio(cell.speed, document);
  if (cell.acrossHosts !== null) return standing(cell.acrossHosts, show);
  const { base, head } = cell.count;
  if (cell.outcome === 'not-comparable') return '–';
  const reason = cell.regression && head.lost === 0 && head.reason !== null ? ` (${show(head.reason)})` : '';
  return `HEAD ${counted(head)}${reason}; BASE ${counted(base)}${promise(cell, head)}`;
}

export function loneFinding(cell: LoneCell): string {
  return `${cell.regression ? '✗ ' : ''}${counted(cell.count)}${promise(cell, cell.count)}`;
}

/** Strategies that are not the same version on both sides: what one compares, so said and not refused. */
export function versions(cells: readonly ComparedCell[], show: (text: string) => string): string[] {
  const changed = cells
    .filter(({ strategyVersion: { base, head } }) => base !== head)
    .map(({ strategy, strategyVersion: { base, head } }) => `${show(strategy)} ${show(base)} → ${show(head)}`);
  return [...new Set(changed)];
}

function promise({ promised, guest }: Pick<LoneCell, 'promised' | 'guest'>, { verdict }: Count): string {
  if (!promised || hasRightCount({ verdict })) return '';
  return guest ? '; a guest broke its promise' : '; PROMISE BROKEN';
}

function counted({ verdict, lost, expected }: Count): string {
  if (lost === 0) return verdict;
  const share = percent(expected === 0 ? 1 : Math.min(1, lost / expected));
  return verdict === 'lost-updates' ? `lost ${share}` : `${verdict}, lost ${share}`;
}

/** The number of runs where a cell has not as many as its side. */
function ratio({ ratio, low, high, baseRuns, headRuns }: Speed, { base, head }: ComparisonDocument): string {
  const all = baseRuns === base.runs && headRuns === head.runs;
  return `${interval(ratio, low, high)}${all ? '' : `, ${baseRuns} against ${headRuns} runs`}`;
}

/** `4.21 (4.10 – 4.30) → 2.90 (2.80 – 3.00), rank 2 → 5, inverted with spinlock/tas` */
function standing({ base, head, inverted }: AcrossHosts, show: (text: string) => string): string {
  const of = ({ ratio, low, high }: AcrossHosts['base']) => (ratio === null ? '–' : interval(ratio, low, high));
  const ranks =
    base.rank === null && head.rank === null ? 'not ranked' : `rank ${base.rank ?? '–'} → ${head.rank ?? '–'}`;
  const mark = inverted.length === 0 ? '' : `, ⇅ INVERTED with ${inverted.map(show).join(', ')}`;
  return `${of(base)} → ${of(head)}, ${ranks}${mark}`;
}

function interval(middle: number, low: number | null, high: number | null): string {
  return low === null || high === null ? times(middle) : `${times(middle)} (${times(low)} – ${times(high)})`;
}
