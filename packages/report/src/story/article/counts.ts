/**
 * Sentences about what was measured, and whose count was right. The rules:
 *
 * - measured: there is a cell.
 * - counted: there is a cell.
 * - unguarded: what promises no exact count lost at least 1 % of the updates in some cell; told of the one that lost most.
 * - broken: a cell counted wrong although an exact count was promised; told of the one that lost most.
 * - explored: schedules were explored, in the record itself.
 */
import { type Cell, type ContendRecord, shortMachineName } from '@contend/record';
import { counted, percent } from '../../format/units.ts';
import { lostShare, stateOf } from '../../model/cells.ts';
import { rightCells, wrongWord } from '../../model/wrong.ts';
import { contendersWord, sentence, untrusted } from '../block.ts';
import { dayOf } from '../source.ts';
import type { Rule } from './rule.ts';

/** Share of the updates. */
export const WORTH_TELLING = 0.01;

const strategiesIn = (cells: readonly Cell[]): Set<string> => new Set(cells.map((cell) => cell.strategy));

const mostLost = (cells: readonly Cell[]): Cell | undefined => cells.toSorted((a, b) => lostShare(b) - lostShare(a))[0];

export const measured: Rule = ({ record }) => {
  const { cells, plan, host, runtime } = record;
  if (cells.length === 0) return null;
  return [
    'On ',
    untrusted(shortMachineName(host)),
    ', under ',
    sentence(`${runtime.name} ${runtime.version}`),
    `, contend measured ${counted(strategiesIn(cells).size, 'strategy', 'strategies')} in ${counted(cells.length, 'cell')}, each in up to ${counted(plan.blocks, 'fresh process', 'fresh processes')}, on ${dayOf(record)}.`,
  ];
};

export const countedRight: Rule = ({ record: { cells } }) => {
  if (cells.length === 0) return null;
  const right = cells.filter((cell) => stateOf(cell) === 'right');
  const broken = strategiesIn(cells.filter((cell) => cell.promised && stateOf(cell) === 'wrong')).size;
  const promises =
    broken === 0
      ? 'nothing that promises an exact count counted wrong'
      : `${counted(broken, 'strategy', 'strategies')} broke a promise of an exact count`;
  return [`${rightCells(right, cells.length)}, and ${promises}.`];
};

export const unguarded: Rule = ({ record: { cells } }) => {
  const worst = mostLost(cells.filter((cell) => !cell.promised && stateOf(cell) === 'wrong'));
  if (worst === undefined || lostShare(worst) < WORTH_TELLING) return null;
  return [
    'Without a promise there is no count: ',
    untrusted(worst.strategy),
    ` lost ${percent(lostShare(worst))} of its updates with `,
    contendersWord(worst),
    '.',
  ];
};

export const brokenPromise: Rule = ({ record: { cells } }) => {
  const worst = mostLost(cells.filter((cell) => cell.promised && stateOf(cell) === 'wrong'));
  if (worst === undefined) return null;
  const what =
    worst.lost > 0
      ? ` lost ${percent(lostShare(worst))} of the updates with `
      : worst.verdict === 'over-counted'
        ? ` ${wrongWord(worst)} with `
        : ' let two contenders in at once with ';
  return [untrusted(worst.strategy), ' promises an exact count and', what, contendersWord(worst), '.'];
};

export const explored: Rule = ({ record }) => {
  const known = verdicts(record);
  if (known.size === 0) return null;
  const of = (verdict: string): number => [...known.values()].filter((each) => each === verdict).length;
  const [broken, whole] = [of('violation'), of('no violation')];
  const rest = known.size - broken - whole;
  return [
    `The schedules of ${counted(known.size, 'strategy', 'strategies')} were explored: in ${broken} one breaks the count, in ${whole} none does up to the bound${rest === 0 ? '' : `, and ${rest} could not be explored that far`}.`,
  ];
};

/** Of each strategy the worst that exploring told, in any world. */
function verdicts({ cells }: ContendRecord): Map<string, string> {
  const worstFirst = ['violation', 'gave up', 'not checkable', 'no violation'];
  const found = new Map<string, string>();
  for (const { strategy, explored } of cells) {
    if (explored === null) continue;
    const [worst] = [explored.verdict, found.get(strategy) ?? 'no violation'].sort(
      (a, b) => worstFirst.indexOf(a) - worstFirst.indexOf(b),
    );
    found.set(strategy, worst as string);
  }
  return found;
}
