/** The cells of a record as one Markdown table. */
import type { Cell, ContendRecord, Estimate } from '@contend/record';
import { groupsOf, keptByOne, lostShare, rankOf, stateOf } from './cells.ts';
import { codeSpan } from './code-span.ts';
import { duration, percent, quantity, rate } from './units.ts';
import { whyOf } from './why.ts';

/**
 * A row a cell, in the order of worlds and contenders, the fastest right count first.
 *
 * @returns GitHub-flavoured Markdown without a newline at the end; strings of the record stay text, in code spans
 */
export function renderMarkdownTable(record: ContendRecord): string {
  const groups = groupsOf(record.cells);
  const several = (part: 'workload' | 'runtime'): boolean => new Set(groups.map((group) => group[part])).size > 1;
  const extra = (['workload', 'runtime'] as const).filter(several);
  const head = [
    'strategy',
    'world',
    'contenders',
    ...extra,
    'increments/s (95 % interval)',
    'updates lost',
    'longest gap',
    'CPU per increment',
    'why',
    'rank',
  ];
  const rows = groups.flatMap((group) =>
    group.contenders.flatMap((contenders) =>
      group.cells
        .filter((cell) => cell.contenders === contenders)
        .sort(bySpeed)
        .map((cell) => [
          codeSpan(cell.strategy),
          codeSpan(cell.world),
          String(cell.contenders),
          ...extra.map((part) => codeSpan(cell[part])),
          throughputOf(cell),
          lostOf(cell),
          cell.longestGap === null ? '–' : duration(cell.longestGap),
          ...whyTexts(cell, record),
          rankText(cell),
        ]),
    ),
  );
  const line = (fields: readonly string[]): string => `| ${fields.join(' | ')} |`;
  const rule = head.map((title) => (['strategy', 'world', ...extra, 'why'].includes(title) ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function throughputOf(cell: Cell): string {
  if (cell.throughput === null) return '–';
  const { median, low, high }: Estimate = cell.throughput;
  const interval = low === null || high === null ? '' : ` (${quantity(low)} – ${quantity(high)})`;
  return `${rate(median)}${interval}${stateOf(cell) === 'exact' && keptByOne(cell) ? ', one contender kept it' : ''}`;
}

function lostOf(cell: Cell): string {
  const state = stateOf(cell);
  if (state === 'exact') return '✓ none';
  if (state === 'stopped') return `! ${cell.verdict}`;
  const what = cell.lost > 0 ? percent(lostShare(cell)) : cell.verdict;
  return cell.promised ? `✗ **${what}, promise broken**` : `✗ ${what}, expected`;
}

/** CPU time of all threads together, which share of their cores that took, and what the rules of `why` make of it. */
function whyTexts(cell: Cell, record: ContendRecord): [cpu: string, why: string] {
  if (cell.cpuNsPerIncrement === null) return ['–', '–'];
  const cpu = duration(cell.cpuNsPerIncrement);
  const why = whyOf(cell, record);
  if (why === null) return [cpu, '–'];
  const { busy, cores, words } = why;
  return [`${cpu}, ${percent(busy)} of ${cores} ${cores === 1 ? 'core' : 'cores'}`, words.join(', ') || '–'];
}

function rankText(cell: Cell): string {
  const rank = rankOf(cell);
  if (rank !== null) return String(rank);
  return stateOf(cell) === 'exact' ? 'not ranked' : '–';
}

/** Right counts before wrong ones before none. */
function bySpeed(a: Cell, b: Cell): number {
  const order = { exact: 0, wrong: 1, stopped: 2 };
  return order[stateOf(a)] - order[stateOf(b)] || (b.throughput?.median ?? 0) - (a.throughput?.median ?? 0);
}
