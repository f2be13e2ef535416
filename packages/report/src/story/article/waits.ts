/**
 * Sentences about who waited, and what becomes of the others after a fault. The rules:
 *
 * - longest gap: with as many threads as cores, or else with the most tasks, the longest gap of an exact strategy is at least
 *   ten times that of another.
 * - kept: there is an exact cell in which one contender kept the lock.
 * - faults: faults were made, in this record or in another of the machine.
 */
import type { Cell } from '@contend/record';
import { counted, duration } from '../../format/units.ts';
import { isFloor, keptByOne, stateOf } from '../../model/cells.ts';
import { familyAt } from '../../model/recommend.ts';
import { contendersWord, untrusted } from '../block.ts';
import { dayOf } from '../source.ts';
import type { Rule } from './rule.ts';

export const FAR_APART = 10;

export const longestGap: Rule = ({ record }) => {
  const found = familyAt(record, 'threads') ?? familyAt(record, 'tasks');
  const gaps = (found?.cells ?? [])
    .filter((cell): cell is Cell & { longestGap: number } => !isFloor(cell.strategy) && (cell.longestGap ?? 0) > 0)
    .sort((a, b) => a.longestGap - b.longestGap);
  const [least, most] = [gaps[0], gaps.at(-1)];
  if (found === null || least === undefined || most === undefined) return null;
  if (most.longestGap < FAR_APART * least.longestGap) return null;
  return [
    'With ',
    contendersWord(found),
    ' a contender of ',
    untrusted(most.strategy),
    ` got nothing done for ${duration(most.longestGap)}; with `,
    untrusted(least.strategy),
    ` the longest gap was ${duration(least.longestGap)}.`,
  ];
};

export const kept: Rule = ({ record: { cells } }) => {
  const exact = cells.filter((cell) => stateOf(cell) === 'right' && cell.contenders > 1);
  const own = exact.filter(keptByOne);
  const [first] = own.toSorted((a, b) => (b.throughput?.median ?? 0) - (a.throughput?.median ?? 0));
  if (first === undefined) return null;
  return [
    `In ${own.length} of ${counted(exact.length, 'exact contended cell')} one contender kept the lock, as in that of `,
    untrusted(first.strategy),
    ' with ',
    contendersWord(first),
    ': such a speed is not that of contention.',
  ];
};

export const faults: Rule = ({ record, others }) => {
  const source = record.faults != null && record.faults.length > 0 ? record : others.faults?.record;
  const made = source?.faults ?? [];
  if (source === undefined || made.length === 0) return null;
  const count = (outcome: string): number => made.filter((each) => each.outcome === outcome).length;
  return [
    `Of ${counted(made.length, 'fault')} made on purpose ${count('recovered')} left the others able to go on, and ${count('stuck')} left them stuck`,
    ...(source === record ? [] : [` (another record, of ${dayOf(source)})`]),
    '.',
  ];
};
