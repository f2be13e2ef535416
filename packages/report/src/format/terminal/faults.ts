/** What became of each strategy's contenders after something went wrong on purpose: promises broken first. */
import { type ContendRecord, type FaultResult, keyOf, plainText } from '@contend/record';
import { faultsIn, isBroken, outcomeWord } from '../../model/fault.ts';
import { padEnd, width, wrap } from '../layout.ts';
import type { Paint, Style } from './paint.ts';

const MARKS: Record<FaultResult['outcome'], string> = { recovered: '✓', reported: '!', stuck: '✗', 'wrong-count': '✗' };
const STYLES: Record<FaultResult['outcome'], Style> = {
  recovered: 'right',
  reported: 'note',
  stuck: 'wrong',
  'wrong-count': 'wrong',
};
const GAP = '  ';

/** Nothing where no faults were asked for. */
export function renderFaults({ faults }: ContendRecord, columns: number, paint: Paint): string[] {
  if (faults === null) return [];
  const broken = faults.filter(isBroken);
  const groups = Map.groupBy(faults, (fault) => keyOf(fault, ['world', 'runtime']));
  const several = new Set(faults.map(({ runtime }) => runtime)).size > 1;
  return [
    paint('bold', 'FAULTS'),
    ...(faults.length === 0 ? ['  none was made'] : []),
    ...broken.flatMap((each) =>
      wrap(
        `✗ PROMISE BROKEN: ${plainText(each.strategy, 60)} in ${plainText(each.world, 20)}${several ? ` of ${plainText(each.runtime, 30)}` : ''}, ${each.fault}: ${outcomeWord(each)}, and it states ${each.expected}`,
        columns - 4,
      ).map((line, index) => `${index === 0 ? '  ' : '    '}${paint('scream', line)}`),
    ),
    ...[...groups.values()].flatMap((group) => renderGroup(group, groups.size > 1, columns, paint)),
  ];
}

function renderGroup(results: readonly FaultResult[], several: boolean, columns: number, paint: Paint): string[] {
  const { world, runtime } = results[0] as FaultResult;
  const runtimes = several ? `, ${plainText(runtime, 30)}` : '';
  const strategies = [...new Set(results.map(({ strategy }) => strategy))];
  const title = `${plainText(world, 20)}${runtimes}`;
  const first = Math.max(width(title), ...strategies.map((strategy) => width(plainText(strategy, 40))));
  const outcome = (strategy: string, fault: string) =>
    results.find((each) => each.strategy === strategy && each.fault === fault);
  const said = (result: FaultResult | undefined): string =>
    result === undefined ? '·' : `${MARKS[result.outcome]} ${outcomeWord(result)}`;
  const faults = faultsIn(results).map((fault) => ({
    fault,
    across: Math.max(width(fault), ...strategies.map((strategy) => width(said(outcome(strategy, fault))))),
  }));
  const line = (head: string, cells: readonly string[]) => `  ${[padEnd(head, first), ...cells].join(GAP)}`.trimEnd();
  return inRows(faults, columns - 2 - first).flatMap((row) => [
    paint(
      'dim',
      line(
        title,
        row.map(({ fault, across }) => padEnd(fault, across)),
      ),
    ),
    ...strategies.map((strategy) =>
      line(
        plainText(strategy, 40),
        row.map(({ fault, across }) => {
          const came = outcome(strategy, fault);
          const text = padEnd(said(came), across);
          return came === undefined ? text : paint(STYLES[came.outcome], text);
        }),
      ),
    ),
  ]);
}

/** As many side by side as there is room for, one at least. */
function inRows<T extends { across: number }>(all: readonly T[], columns: number): T[][] {
  const rows: T[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const each of all) {
    used += GAP.length + each.across;
    if (used > columns) {
      rows.push([]);
      used = GAP.length + each.across;
    }
    rows.at(-1)?.push(each);
  }
  return rows;
}
