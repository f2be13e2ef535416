/** What is wrong comes before what is fast: which strategies lost updates, and whether that breaks a promise. */
import { type Cell, type ContendRecord, contendersIn, keyOf, plainText } from '@contend/record';
import { lostShare, refusedShare, type State, stateOf } from '../../model/cells.ts';
import { rightWord, wrongWord } from '../../model/wrong.ts';
import { width, wrap } from '../layout.ts';
import { counted, percent, quantity } from '../units.ts';
import type { Paint, Style } from './paint.ts';

/** The cells of one strategy in one world that went wrong in the same way: one a number of contenders, the worst first. */
interface Trouble {
  cells: [Cell, ...Cell[]];
  state: State;
  promised: boolean;
}

export function renderCorrectness(record: ContendRecord, columns: number, paint: Paint): string[] {
  const troubles = troublesOf(record);
  return [
    ...headline(record, troubles, columns, paint),
    ...troubles.flatMap((trouble) => renderTrouble(trouble, columns, paint)),
    ...renderDoubts(record, columns, paint),
  ];
}

/** What is not told by a right count: attempts that were refused, and those of which nobody knows. */
function renderDoubts({ cells }: ContendRecord, columns: number, paint: Paint): string[] {
  const doubtful = cells.filter((cell) => refusedShare(cell) > 0 || cell.verdict === 'within');
  const groups = Map.groupBy(doubtful, (cell) => keyOf(cell, ['strategy', 'world']));
  return [...groups.values()].flatMap((group) => {
    const [worst] = group.toSorted((a, b) => refusedShare(b) - refusedShare(a)) as [Cell];
    const within = group.find(({ verdict }) => verdict === 'within');
    const said = [
      ...(refusedShare(worst) > 0
        ? [`${percent(refusedShare(worst))} of its attempts refused ${how(worst)}; only what counted is in its speed`]
        : []),
      ...(within === undefined ? [] : [`right to ${rightWord(within)} ${how(within)}`]),
    ];
    return item('note', `! ${plainText(worst.strategy, 60)}: ${said.join('; ')}`, columns, paint);
  });
}

function headline({ cells }: ContendRecord, troubles: readonly Trouble[], columns: number, paint: Paint): string[] {
  const broken = troubles.filter(isBroken).length;
  const expected = troubles.filter((trouble) => trouble.state === 'wrong' && !trouble.promised).length;
  const stopped = troubles.filter((trouble) => trouble.state === 'stopped').length;
  const right = cells.filter((cell) => stateOf(cell) === 'right');
  if (cells.length === 0) return [paint('note', '! nothing was measured')];
  const parts: [Style, string][] = [];
  if (broken > 0) parts.push(['scream', `✗ ${counted(broken, 'PROMISE', 'PROMISES')} BROKEN`]);
  if (expected > 0) parts.push(['wrong', `✗ ${expected} lost updates where nothing is promised`]);
  if (stopped > 0) parts.push(['note', `! ${stopped} did not finish`]);
  parts.push([
    'right',
    `✓ ${right.length} of ${cells.length} cells ${right.every(({ verdict }) => verdict === 'exact') ? 'exact' : 'right'}`,
  ]);
  const title = 'COUNTS';
  const lines = [[paint('bold', title)]];
  let used = width(title);
  for (const [style, text] of parts) {
    used += 2 + width(text);
    if (used > columns) {
      lines.push([' '.repeat(width(title))]);
      used = width(title) + 2 + width(text);
    }
    lines.at(-1)?.push(paint(style, text));
  }
  return lines.map((line) => line.join('  '));
}

function renderTrouble(trouble: Trouble, columns: number, paint: Paint): string[] {
  const [worst] = trouble.cells;
  const who = plainText(worst.strategy, 60) + (worst.guest ? ' (guest)' : '');
  if (trouble.state === 'stopped') {
    const reason = worst.reason === null ? '' : ` (${plainText(worst.reason, 160)})`;
    return item('note', `! ${who}: ${stops(trouble)}${reason}`, columns, paint);
  }
  if (!trouble.promised) {
    return item('wrong', `✗ ${who} ${losses(trouble)} (expected)`, columns, paint);
  }
  return [
    ...item('scream', `✗ PROMISE BROKEN: ${who} ${losses(trouble)}, though it promises an exact count`, columns, paint),
    ...wrap(`reproduce: ${plainText(worst.reproduce, 300)}`, columns - 4).map((line) => `    ${line}`),
  ];
}

/** `lost 37 % of 12.3 M with 4 threads, 22 % with 2`. */
function losses({ cells }: Trouble): string {
  return cells
    .map((cell, index) => {
      const share = percent(lostShare(cell));
      if (cell.lost === 0)
        return `${cell.verdict === 'overlap' ? 'let contenders in together' : wrongWord(cell)} ${how(cell)}`;
      return index === 0
        ? `lost ${share} of ${quantity(cell.expected)} ${how(cell)}`
        : `${share} with ${cell.contenders}`;
    })
    .join(', ');
}

/** `deadlock with 4 threads, time-limit with 8 threads`. */
function stops({ cells }: Trouble): string {
  return cells.map((cell) => `${cell.verdict} ${how(cell)}`).join(', ');
}

const how = (cell: Cell): string => `with ${contendersIn(plainText(cell.world, 20), cell.contenders)}`;

/** Broken promises first, then by how much was lost. */
function troublesOf({ cells }: ContendRecord): Trouble[] {
  const wrong = cells.filter((cell) => stateOf(cell) !== 'right');
  const groups = Map.groupBy(wrong, (cell) => keyOf(cell, ['strategy', 'world', 'promised']) + stateOf(cell));
  const troubles = [...groups.values()].map((group): Trouble => {
    const worstFirst = group.toSorted((a, b) => lostShare(b) - lostShare(a));
    const counts = Map.groupBy(worstFirst, (cell) => cell.contenders).values();
    const [worst, ...others] = [...counts].map(([cell]) => cell) as [Cell, ...Cell[]];
    return { cells: [worst, ...others], state: stateOf(worst), promised: worst.promised };
  });
  const gravity = (trouble: Trouble): number => (isBroken(trouble) ? 0 : trouble.state === 'stopped' ? 1 : 2);
  return troubles.sort((a, b) => gravity(a) - gravity(b) || lostShare(b.cells[0]) - lostShare(a.cells[0]));
}

const isBroken = (trouble: Trouble): boolean => trouble.promised && trouble.state === 'wrong';

function item(style: Style, text: string, columns: number, paint: Paint): string[] {
  return wrap(text, columns - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${paint(style, line)}`);
}
