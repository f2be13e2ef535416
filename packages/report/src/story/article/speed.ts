/**
 * Sentences about speed. The rules:
 *
 * - fastest between threads, fastest between tasks: the rules of the recommendation name one.
 * - price: a difference is called between the fastest lock between threads and `atomic/add` beside it.
 * - wrong and faster: in the same family something whose count is wrong did at least 1.5 times as much as the fastest exact one.
 * - collapse: with more threads than cores some exact strategy did at most a tenth of what it did with as many as there are
 *   cores; told of the one that lost most.
 * - differences: at least two are ranked with as many threads as cores, or else with the most tasks.
 * - outside work: in the sweep nine of ten exact strategies reach 80 % of the ideal at some step, and at all that follow.
 */
import { type Cell, isSweep, usableCores } from '@contend/record';
import { counted, rate, times } from '../../format/units.ts';
import { callsAmong, ratioOf } from '../../model/calls.ts';
import { chartedWorkload, isFloor, rankOf, stateOf } from '../../model/cells.ts';
import { familyAt, type Need, recommend } from '../../model/recommend.ts';
import { SWEEP } from '../../model/series.ts';
import { BASELINE } from '../../model/standing.ts';
import { ideal, workOf } from '../../model/work.ts';
import { contendersWord, type Inline, untrusted } from '../block.ts';
import { dayOf } from '../source.ts';
import type { Rule, Source } from './rule.ts';

export const WRONG_AND_FASTER = 1.5;
export const COLLAPSED = 10;
/** Shares: of the ideal, and of the strategies. */
export const NEAR_IDEAL = 0.8;
export const NEARLY_ALL = 0.9;

const speedOf = (cell: Cell): number => cell.throughput?.median ?? 0;
const bySpeed = (a: Cell, b: Cell): number => speedOf(b) - speedOf(a);

function recommended({ record }: Source, need: Need) {
  const found = recommend(record).find((each) => each.need === need);
  return found === undefined || found.cell === null ? null : found;
}

const fastest =
  (need: 'threads' | 'tasks'): Rule =>
  (source) => {
    const found = recommended(source, need);
    if (found === null) return null;
    const { cell, next, ratio, low, high } = found;
    return [
      'The fastest lock with ',
      contendersWord(cell),
      ' is ',
      untrusted(cell.strategy),
      `: ${rate(speedOf(cell))}, ${times(ratio)} times as fast as the next, `,
      untrusted(next.strategy),
      ` (99 % interval ${times(low)} to ${times(high)}).`,
    ];
  };

export const fastestBetweenThreads = fastest('threads');
export const fastestBetweenTasks = fastest('tasks');

export const price: Rule = (source) => {
  const found = recommended(source, 'threads');
  const baseline = familyAt(source.record, 'threads')?.cells.find(({ strategy }) => strategy === BASELINE);
  if (found === null || baseline === undefined || rankOf(baseline) === null) return null;
  const ratio = ratioOf(baseline, found.cell);
  if (ratio === null || ratio.call === 'none' || ratio.low === null || ratio.high === null) return null;
  return [
    'An increment under ',
    untrusted(found.cell.strategy),
    ` takes ${times(ratio.ratio)} times as long as one by `,
    untrusted(BASELINE),
    ` beside it (99 % interval ${times(ratio.low)} to ${times(ratio.high)}).`,
  ];
};

export const wrongAndFaster: Rule = ({ record }) => {
  const found = familyAt(record, 'threads') ?? familyAt(record, 'tasks');
  if (found === null) return null;
  const family = found.group.cells.filter((cell) => cell.contenders === found.contenders && !isFloor(cell.strategy));
  const [wrong] = family.filter((cell) => stateOf(cell) === 'wrong').sort(bySpeed);
  const [exact] = family.filter((cell) => stateOf(cell) === 'right').sort(bySpeed);
  if (wrong === undefined || exact === undefined || speedOf(exact) === 0) return null;
  const ratio = speedOf(wrong) / speedOf(exact);
  if (ratio < WRONG_AND_FASTER) return null;
  return [
    'By speed alone ',
    untrusted(wrong.strategy),
    ` would win, at ${times(ratio)} times the median of the fastest exact one, `,
    untrusted(exact.strategy),
    ': its count is wrong.',
  ];
};

export const collapse: Rule = ({ record }) => {
  const cores = usableCores(record.host);
  const cells = record.cells.filter(
    (cell) =>
      cell.world === 'threads' &&
      cell.workload === chartedWorkload(record) &&
      stateOf(cell) === 'right' &&
      speedOf(cell) > 0,
  );
  const fallen = cells
    .filter((cell) => cell.contenders > cores)
    .flatMap((crowded) => {
      const alone = cells.find(
        (cell) => cell.strategy === crowded.strategy && cell.runtime === crowded.runtime && cell.contenders === cores,
      );
      return alone === undefined ? [] : [{ alone, crowded, ratio: speedOf(alone) / speedOf(crowded) }];
    })
    .sort((a, b) => b.ratio - a.ratio);
  const [most] = fallen;
  if (most === undefined || most.ratio < COLLAPSED) return null;
  const { alone, crowded } = most;
  return [
    'Where threads outnumber the cores ',
    untrusted(crowded.strategy),
    ` falls from ${rate(speedOf(alone))} with ${alone.contenders} to ${rate(speedOf(crowded))} with ${crowded.contenders}.`,
  ];
};

export const differences: Rule = ({ record }) => {
  const found = familyAt(record, 'threads') ?? familyAt(record, 'tasks');
  const ranked = found?.cells.filter((cell) => rankOf(cell) !== null) ?? [];
  if (found === null || ranked.length < 2) return null;
  const pairs = callsAmong(ranked);
  const called = pairs.filter(({ call }) => call !== 'none').length;
  return [
    `Of ${counted(pairs.length, 'pair')} of strategies with `,
    contendersWord(found),
    ` ${called} could be told apart (99 %, corrected for the number of comparisons).`,
  ];
};

export const outsideWork: Rule = ({ record, others }) => {
  const own = record.cells.some((cell) => isSweep(cell.workload));
  const source = own ? record : others.sweep?.record;
  if (source === undefined) return null;
  const steps = sharesOfIdeal(source);
  const enough = steps.findIndex((_, from) => steps.slice(from).every(({ share }) => share >= NEARLY_ALL));
  const step = steps[enough];
  if (step === undefined) return null;
  return [
    `From ${SWEEP.words(step.at)} on it hardly matters which lock it is: ${step.near} of ${step.all} exact strategies do at least ${NEAR_IDEAL * 100} % of what a guard without cost would let through`,
    ...(own ? [] : ([` (another record, of ${dayOf(source)})`] satisfies Inline)),
    '.',
  ];
};

/** By work outside, ascending: how many exact strategies come near the ideal. */
function sharesOfIdeal({ cells, plan }: Source['record']) {
  const exact = cells.flatMap((cell) => {
    const work = isSweep(cell.workload) && stateOf(cell) === 'right' ? workOf(plan, cell) : null;
    if (work === null || isFloor(cell.strategy)) return [];
    return [{ at: SWEEP.at(work), near: speedOf(cell) >= NEAR_IDEAL * ideal(cell.contenders, work) }];
  });
  return [...Map.groupBy(exact, ({ at }) => at)]
    .map(([at, each]) => {
      const near = each.filter((one) => one.near).length;
      return { at, near, all: each.length, share: near / each.length };
    })
    .sort((a, b) => a.at - b.at);
}
