/** What became of each strategy's contenders after something went wrong on purpose: promises broken first. */
import { type ContendRecord, type FaultResult, keyOf, plainText } from '@contend/record';
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
  const broken = faults.filter(({ outcome, expected }) => expected !== null && outcome !== expected);
  const groups = Map.groupBy(faults, (fault) => keyOf(fault, ['world', 'runtime']));
  return [
    paint('bold', 'FAULTS'),
    ...(faults.length === 0 ? ['  none was made'] : []),
    ...broken.flatMap(({ strategy, world, fault, outcome, expected }) =>
      wrap(
        `✗ PROMISE BROKEN: ${plainText(strategy, 60)} in ${plainText(world, 20)}, ${fault}: ${outcome}, and it states ${expected}`,
        columns - 4,
      ).map((line, index) => `${index === 0 ? '  ' : '    '}${paint('scream', line)}`),
    ),
    ...[...groups.values()].flatMap((group) => renderGroup(group, groups.size > 1, paint)),
  ];
}

function renderGroup(results: readonly FaultResult[], several: boolean, paint: Paint): string[] {
  const { world, runtime } = results[0] as FaultResult;
  const runtimes = several ? `, ${plainText(runtime, 30)}` : '';
  const strategies = [...new Set(results.map(({ strategy }) => strategy))];
  const faults = [...new Set(results.map(({ fault }) => fault))];
  const title = `${plainText(world, 20)}${runtimes}`;
  const first = Math.max(width(title), ...strategies.map((strategy) => width(plainText(strategy, 40))));
  const outcome = (strategy: string, fault: string) =>
    results.find((each) => each.strategy === strategy && each.fault === fault)?.outcome;
  const across = faults.map((fault) =>
    Math.max(width(fault), ...strategies.map((strategy) => 2 + (outcome(strategy, fault) ?? '').length)),
  );
  const line = (head: string, cells: readonly string[]) => `  ${[padEnd(head, first), ...cells].join(GAP)}`.trimEnd();
  return [
    paint(
      'dim',
      line(
        title,
        faults.map((fault, i) => padEnd(fault, across[i] as number)),
      ),
    ),
    ...strategies.map((strategy) =>
      line(
        plainText(strategy, 40),
        faults.map((fault, i) => {
          const came = outcome(strategy, fault);
          const wide = across[i] as number;
          return came === undefined ? padEnd('·', wide) : paint(STYLES[came], padEnd(`${MARKS[came]} ${came}`, wide));
        }),
      ),
    ),
  ];
}
