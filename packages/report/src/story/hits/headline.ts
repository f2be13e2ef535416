/** What a reader takes away who must count hits: what a wrong counter looks like, what faults did, and what lost nothing. */
import type { Hits } from '@contend/documents';
import { counted, duration, percent, rate, times } from '../../format/units.ts';
import {
  alwaysRight,
  brokenPromise,
  type Counted,
  HITS_FAULTS,
  type HitsRow,
  isShared,
  lostShare,
  type Spread,
  speedOf,
  stateOf,
} from '../../model/hits.ts';
import { whole } from '../../model/hits-words.ts';
import { type Inline, namesOf, untrusted } from '../block.ts';
import { FAULT_WORDS } from './faults.ts';

/** Ratios of medians that nobody would notice. */
const ALIKE = 1.1;

/** @param rows as `hitsRows` orders them. @returns sentences, the first the one that stands for all */
export function hitsHeadlines(rows: readonly HitsRow[], trials: Hits['trials']): Inline[] {
  if (trials.length === 0) return [['Nothing was measured.']];
  return [
    deception(rows) ?? rightOnes(rows),
    ...fallen(rows),
    ...kept(rows, trials.filter(({ fault }) => fault !== null).length),
    ...where(rows),
  ];
}

/** Of the wrong counters the most tempting beside a right one at the same place. `null` where none counted wrong. */
function deception(rows: readonly HitsRow[]): Inline | null {
  const right = quickest(rows).filter(({ counter }) => counter.promised);
  const [found] = rows
    .filter(({ state, idle }) => state === 'wrong' && !idle)
    .map((wrong) => ({ wrong, right: right.find(({ counter }) => counter.engine === wrong.counter.engine) }))
    .sort((a, b) => temptation(b) - temptation(a));
  return found === undefined ? null : told(found);
}

interface Pair {
  wrong: HitsRow;
  right: HitsRow | undefined;
}

const temptation = ({ wrong, right }: Pair): number => (right === undefined ? 0 : speedOf(wrong) / speedOf(right));

function told({ wrong, right }: Pair): Inline {
  const { counter, closed } = wrong;
  const calm = wrong.calm as Counted;
  const errors = calm.failed === 0 ? ', without any error' : `, with ${counted(calm.failed, 'error')}`;
  const lost =
    calm.lost > 0 ? `lost ${percent(lostShare(calm))} of its hits` : `counted ${whole(calm.over)} hits too many`;
  const first: Inline = [untrusted(counter.strategy), { strong: ` ${lost}${errors}` }];
  if (right?.closed == null || closed === null) return [...first, '.'];
  return [
    ...first,
    ', and was ',
    { strong: comparison(closed.hitsPerSecond, right.closed.hitsPerSecond) },
    ' ',
    untrusted(right.counter.strategy),
    ', the right counter with the highest median ',
    ...(counter.engine === null ? ['that needs no server'] : ['at ', untrusted(counter.engine)]),
    `: ${rate(speedOf(wrong))} against ${rate(speedOf(right))}.`,
  ];
}

/** Ranges that meet are alike: a few repetitions say no more. */
function comparison(wrong: Spread, right: Spread): string {
  const ratio = wrong.median / right.median;
  const meet = wrong.least <= right.most && right.least <= wrong.most;
  if (meet || (ratio < ALIKE && ratio > 1 / ALIKE)) return 'as fast as';
  return ratio > 1 ? `${times(ratio)} times as fast as` : `no faster (${times(ratio)} times) than`;
}

const quickest = (rows: readonly HitsRow[]): HitsRow[] =>
  rows.filter((row) => row.state === 'right' && speedOf(row) > 0);

function rightOnes(rows: readonly HitsRow[]): Inline {
  const counters = rows.filter(({ idle }) => !idle);
  const right = counters.filter(({ state }) => state === 'right').length;
  return [{ strong: `${right} of ${counted(counters.length, 'counter')} counted every hit that was answered.` }];
}

/** Right as long as nothing happens. */
function fallen(rows: readonly HitsRow[]): Inline[] {
  return rows.flatMap((row) => {
    if (row.state !== 'right' || alwaysRight(row)) return [];
    const said = HITS_FAULTS.flatMap((fault) => {
      const found = row.faults.get(fault);
      if (found === undefined || stateOf(found) === 'right') return [];
      const what =
        stateOf(found) === 'stopped'
          ? 'it could not be asked any more'
          : found.lost > 0
            ? `it lost ${whole(found.lost)} of ${whole(found.answered)}`
            : `it counted ${whole(found.over)} too many`;
      return [`${what} when ${FAULT_WORDS[fault].when}`];
    });
    const promise = brokenPromise(row) ? [{ strong: ' It promises every hit.' }] : [];
    return [[untrusted(row.counter.strategy), ` counted right until ${said.join(', and ')}.`, ...promise]];
  });
}

function kept(rows: readonly HitsRow[], withFaults: number): Inline[] {
  const names = rows.filter(alwaysRight).map(({ counter }) => counter.strategy);
  if (names.length === 0) return [['No counter counted every hit in every trial.']];
  const faults = withFaults === 0 ? 'none with faults' : `${withFaults} with faults`;
  return [['Nothing that was answered was lost in any trial (', faults, ' among them) by ', ...namesOf(names), '.']];
}

/** Of what never lost a hit, the quickest for one machine, and for several. */
function where(rows: readonly HitsRow[]): Inline[] {
  const fit = quickest(rows).filter((row) => alwaysRight(row) && row.counter.promised);
  const one = fit.find((row) => !isShared(row));
  const several = fit.find(isShared);
  return [
    ...(one === undefined ? [] : [choice('Workers on one machine', one)]),
    ...(several === undefined ? [] : [choice('Workers on several machines', several)]),
  ];
}

function choice(who: string, row: HitsRow): Inline {
  const p99 = row.closed?.latency?.p99;
  const slowest = p99 === undefined ? '' : `, p99 ${duration(p99.median)}`;
  return [
    { strong: `${who}: ` },
    untrusted(row.counter.strategy),
    ` (${rate(speedOf(row))}${slowest}): of those that promise every hit and kept it, the highest median.`,
  ];
}
