/**
 * What to use on this machine, where the record carries an answer. The rules, all of them:
 *
 * 1. Looked at is one family: the workload of the charts (`hot`: sections as short as can be); among threads as many
 *    contenders as the machine has cores, or the nearest number below that was measured; in other worlds the most. Never one.
 * 2. A lock is what has a section that contend can see. Not everything is a lock: for a bare number, whatever counts will do.
 *    What is native is a baseline that JavaScript cannot use. Where contenders share no memory a count is all that is asked for.
 * 3. A candidate is promised to be exact in that world, and was, in every cell of it that this record has.
 * 4. Fair is a candidate whose contenders had like shares (Jain's index of at least 0.9) and of which no contender kept the
 *    lock (see `keptByOne`); both have to have been measured.
 * 5. Recommended is the one candidate that was called faster than every other, by the rule and in the family of the ranks.
 *    If it is one of several between which nothing is called there is no recommendation, nor where only one is left, nor
 *    where there were too few forks to call any difference among so many.
 */
import { type Cell, type ContendRecord, isServed, usableCores } from '@contend/record';
import { callsAmong, ratioOf } from './calls.ts';
import { chartedWorkload, type Group, groupsOf, isFloor, keptByOne, rankOf, stateOf } from './cells.ts';
import { tooFewForks } from './too-few.ts';

/** With two contenders: one had at most twice the other's share. */
export const FAIR_JAIN = 0.9;

/** Of those who share memory, and of those who do not. */
const SHARED = ['threads', 'fair threads', 'tasks', 'number'] as const;
const SERVED = ['processes', 'machines'] as const;
/**
 * - `threads`: short sections in threads
 * - `fair threads`: the same, and nobody may be kept waiting
 * - `tasks`: sections with an await in them, on one event loop
 * - `number`: a number in shared memory and nothing else
 * - `processes`: a count among processes of one machine
 * - `machines`: a count at a server
 */
export type Need = (typeof SHARED)[number] | (typeof SERVED)[number];

export interface Recommendation {
  need: Need;
  cell: Cell;
  /** The candidate that comes nearest. */
  next: Cell;
  /** How much longer `next` takes: median of the pairs, with its 99 % interval. */
  ratio: number;
  low: number;
  high: number;
  /** With this many contenders, the most that were measured, another candidate was called faster; or `null`. */
  beatenWith: { contenders: number; by: string } | null;
}

export interface NoRecommendation {
  need: Need;
  cell: null;
  why: 'not measured' | 'no candidate' | 'only one' | 'not ranked' | 'tied';
  /** Of `only one` and `tied`: who. */
  strategies: string[];
}

/** @param runtime as cells call it; the record's first unless told. Cells of another say nothing about it. */
export function recommend(
  whole: ContendRecord,
  runtime = whole.cells[0]?.runtime,
): (Recommendation | NoRecommendation)[] {
  const record = { ...whole, cells: whole.cells.filter((cell) => cell.runtime === runtime) };
  const served = SERVED.filter((need) => record.cells.some(({ world }) => world === need));
  // A record of these worlds alone is not asked about threads.
  const shared = served.length > 0 && record.cells.every(({ world }) => isServed(world)) ? [] : SHARED;
  return [...shared, ...served].map((need) => recommendFor(need, record));
}

function recommendFor(need: Need, record: ContendRecord): Recommendation | NoRecommendation {
  const none = (why: NoRecommendation['why'], strategies: string[] = []): NoRecommendation => ({
    need,
    cell: null,
    why,
    strategies,
  });
  const found = familyAt(record, worldOf(need));
  if (found === null) return none('not measured');
  const { group, cells: family } = found;
  const candidates = family.filter((cell) => isCandidate(cell, need, record));
  if (candidates.length === 0) return none('no candidate');
  if (candidates.length === 1) return none('only one', [candidates[0]?.strategy as string]);
  if (!family.every((cell) => rankOf(cell) !== null) || tooFewForks(family) !== null) return none('not ranked');
  const leaders = leadersAmong(candidates, family);
  const [cell] = leaders;
  if (leaders.length > 1 || cell === undefined) {
    return none(
      'tied',
      leaders.map(({ strategy }) => strategy),
    );
  }
  const rivals = candidates
    .filter((other) => other !== cell)
    .flatMap((next) => {
      const ratio = ratioOf(cell, next);
      return ratio === null || ratio.low === null || ratio.high === null
        ? []
        : [{ next, ratio: ratio.ratio, low: ratio.low, high: ratio.high }];
    })
    .sort((a, b) => a.ratio - b.ratio);
  const [rival] = rivals;
  if (rival === undefined) return none('not ranked');
  return { need, cell, ...rival, beatenWith: beatenAtMost(cell, group, need, record) };
}

function worldOf(need: Need): World {
  return need === 'fair threads' || need === 'number' ? 'threads' : need;
}

export type World = 'threads' | 'tasks' | (typeof SERVED)[number];

/** Of the first of the worlds, in this order, in which anything contends. */
export function firstFamily(record: ContendRecord): ReturnType<typeof familyAt> {
  const worlds: readonly World[] = ['threads', 'tasks', ...SERVED];
  return worlds.map((world) => familyAt(record, world)).find((found) => found !== null) ?? null;
}

/**
 * The cells that are compared first: under the charts' workload, of as many threads as there are cores, or of the most in other worlds.
 * `null` where nothing contends.
 */
export function familyAt(
  record: ContendRecord,
  world: World,
): { world: string; contenders: number; cells: Cell[]; group: Group } | null {
  const group = groupsOf(record.cells).find(
    (each) => each.world === world && each.workload === chartedWorkload(record),
  );
  const several = group?.contenders.filter((contenders) => contenders > 1) ?? [];
  if (group === undefined || several.length === 0) return null;
  const contenders = world === 'threads' ? nearest(several, usableCores(record.host)) : (several.at(-1) as number);
  return { world, contenders, cells: familyIn(group, contenders), group };
}

/** The exact cells of a number of contenders, among which ranks were given. */
function familyIn({ cells }: Group, contenders: number): Cell[] {
  return cells.filter((cell) => cell.contenders === contenders && stateOf(cell) === 'right');
}

function isCandidate(cell: Cell, need: Need, { cells }: ContendRecord): boolean {
  const { strategy, world, promised, audit } = cell;
  if (!promised || isFloor(strategy)) return false;
  if (need !== 'number' && !isServed(world) && (audit === null || audit.overlaps === null)) return false;
  if (need === 'fair threads' && !isFair(cell)) return false;
  return cells
    .filter((other) => other.strategy === strategy && other.world === world)
    .every((other) => stateOf(other) === 'right');
}

function isFair(cell: Cell): boolean {
  const { jain, handoffsPerMillion } = cell.fairness;
  return jain !== null && jain >= FAIR_JAIN && handoffsPerMillion !== null && !keptByOne(cell);
}

/** Candidates than which no other was called faster; a lone one only if it was called faster than every other. */
function leadersAmong(candidates: readonly Cell[], family: readonly Cell[]): Cell[] {
  const faster = new Set(
    callsAmong(family).flatMap(({ a, b, call }) =>
      call === 'none' ? [] : call === 'slower' ? [`${a} ${b}`] : [`${b} ${a}`],
    ),
  );
  const beats = (one: Cell, other: Cell): boolean => faster.has(`${family.indexOf(one)} ${family.indexOf(other)}`);
  const unbeaten = candidates.filter((cell) => !candidates.some((other) => beats(other, cell)));
  const [lone] = unbeaten;
  if (unbeaten.length !== 1 || lone === undefined) return unbeaten;
  return [lone, ...candidates.filter((other) => other !== lone && !beats(lone, other))];
}

function beatenAtMost(cell: Cell, group: Group, need: Need, record: ContendRecord): Recommendation['beatenWith'] {
  const most = group.contenders.at(-1) as number;
  if (most === cell.contenders) return null;
  const family = familyIn(group, most).filter((other) => rankOf(other) !== null);
  const candidates = family.filter((other) => isCandidate(other, need, record));
  const [leader] = leadersAmong(candidates, family);
  const leads = leadersAmong(candidates, family).some(({ strategy }) => strategy === cell.strategy);
  return leader === undefined || leads ? null : { contenders: most, by: leader.strategy };
}

/** The largest that is not above `wanted`, or else the smallest. */
function nearest(ascending: readonly number[], wanted: number): number {
  return ascending.findLast((value) => value <= wanted) ?? (ascending[0] as number);
}
