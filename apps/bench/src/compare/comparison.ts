/** Two sides in, one document out. */
import { differing, HOST_FIELDS, MEASURE_FIELDS, unlikeWorkloads } from '@contend/record';
import { BASELINE } from '@contend/report/standing';
import { betweenRuns, CONFIDENCE, leastRuns, median, THRESHOLD } from '@contend/stats';
import { match, type Pair, type SideCell } from './cells.ts';
import { breaksPromise, countOf, isRegression, isRight, judgeCounts, worst } from './count.ts';
import type { ComparedCell, ComparisonDocument, LoneCell, Note, Outcome, Speed } from './document.ts';
import { notComparable, REPORTED } from './fields.ts';
import { acrossHosts } from './hosts.ts';
import { type Side, summary } from './side.ts';

/** The most important first. */
const ORDER: readonly Outcome[] = [
  'wrong-count',
  'stopped',
  'slower',
  'fixed',
  'faster',
  'no-difference',
  'not-comparable',
  'not-exact',
];

/** @throws Failure, by the name of the field, for what cannot be compared */
export function comparisonOf(base: Side, head: Side, threshold: number = THRESHOLD): ComparisonDocument {
  const [before, after] = [base.runs[0].record, head.runs[0].record];
  const [refused] = [...differing(before, after, MEASURE_FIELDS), ...unlikeWorkloads(before, after)];
  if (refused !== undefined) throw notComparable(refused, 'measure both sides alike');
  const otherHost = differing(before, after, HOST_FIELDS);
  const { pairs, onlyInBase, onlyInHead } = match(base, head);
  const sameHost = otherHost.length === 0;
  const cells = (sameHost ? bySpeed(pairs, threshold) : byStanding(pairs)).sort(
    (a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome),
  );
  const added = onlyInHead.map((cell) => lone(cell, breaksPromise(cell)));
  return {
    verdict: [...cells, ...added].some(({ regression }) => regression) ? 'regression' : 'nothing-worse',
    threshold,
    confidence: CONFIDENCE,
    sameHost,
    base: summary(base),
    head: summary(head),
    differences: [...otherHost, ...differing(before, after, REPORTED)],
    notes: notes(base, head, sameHost),
    cells,
    onlyInBase: onlyInBase.map((cell) => lone(cell, false)),
    onlyInHead: added,
  };
}

/** Speeds are compared only where both counts are exact, and all of them are one family. */
function bySpeed(pairs: readonly Pair[], threshold: number): ComparedCell[] {
  const timed = pairs
    .filter(({ base, head }) => judgeCounts(base, head) === null)
    .map((pair) => ({ pair, base: nsByRun(pair.base), head: nsByRun(pair.head) }))
    .filter(({ base, head }) => base.length > 0 && head.length > 0);
  const results = betweenRuns(timed, { threshold });
  const several = results.filter(({ baseRuns, headRuns }) => baseRuns > 1 && headRuns > 1).length;
  const found = new Map(timed.map((runs, i) => [runs.pair, { runs, result: results[i] as (typeof results)[number] }]));
  return pairs.map((pair) => {
    const counts = judgeCounts(pair.base, pair.head);
    if (counts !== null) return compared(pair, counts);
    const measured = found.get(pair);
    if (measured === undefined) return compared(pair, 'not-comparable', { reason: 'nothing was timed' });
    const { runs, result } = measured;
    const { call, callable, ...figures } = result;
    const speed: Speed = { ...figures, baseNs: median(runs.base), headNs: median(runs.head) };
    if (call !== 'none') return compared(pair, call, { speed });
    if (callable) return compared(pair, 'no-difference', { speed });
    return compared(pair, 'not-comparable', { speed, reason: whyNot(speed, several) });
  });
}

/** @param family cells with several runs on both sides */
function whyNot({ baseRuns, headRuns }: Speed, family: number): string {
  if (baseRuns === 1 || headRuns === 1) return 'not comparable between single runs: run contend ab A B';
  const cells = family === 1 ? 'one cell needs' : `${family} cells need`;
  return `too few runs, ${baseRuns} against ${headRuns}: ${cells} ${leastRuns(family)} on each side`;
}

function byStanding(pairs: readonly Pair[]): ComparedCell[] {
  const standings = acrossHosts(pairs.filter(({ base, head }) => judgeCounts(base, head) === null));
  return pairs.map((pair) => {
    const counts = judgeCounts(pair.base, pair.head);
    if (counts !== null) return compared(pair, counts);
    const standing = standings.get(pair) ?? null;
    return compared(pair, 'not-comparable', { acrossHosts: standing, reason: 'another host' });
  });
}

function compared(
  { base, head }: Pair,
  outcome: Outcome,
  rest: Partial<Pick<ComparedCell, 'speed' | 'acrossHosts' | 'reason'>> = {},
): ComparedCell {
  const { strategy, world, contenders, workload, runtime } = head;
  return {
    ...{ strategy, world, contenders, workload, runtime },
    pinned: head.pinned ?? base.pinned,
    ...facts(head),
    strategyVersion: { base: versionOf(base), head: versionOf(head) },
    outcome,
    regression: isRegression(outcome),
    reason: null,
    count: { base: countOf(base), head: countOf(head) },
    speed: null,
    acrossHosts: null,
    ...rest,
    reproduce: worst(head).reproduce,
  };
}

function lone(cell: SideCell, regression: boolean): LoneCell {
  const { measured: _, ...identity } = cell;
  const count = countOf(cell);
  return {
    ...identity,
    ...facts(cell),
    strategyVersion: versionOf(cell),
    count,
    regression,
    reproduce: worst(cell).reproduce,
  };
}

function facts({ measured }: SideCell): Pick<ComparedCell, 'guest' | 'promised'> {
  return {
    guest: measured.every(({ cell }) => cell.guest),
    promised: measured.some(({ cell }) => cell.promised),
  };
}

const versionOf = ({ measured: [{ cell }] }: SideCell): string => cell.strategyVersion;

/** One value a run: the median over its forks. */
function nsByRun({ measured }: SideCell): number[] {
  return measured.flatMap(({ cell }) =>
    isRight(cell) && cell.nsPerIncrement !== null && cell.nsPerIncrement.median > 0 ? [cell.nsPerIncrement.median] : [],
  );
}

function notes(base: Side, head: Side, sameHost: boolean): Note[] {
  const found: Note[] = [];
  if (!sameHost) {
    const message = `another host: speeds are not compared, only ratios to ${BASELINE} and ranks`;
    found.push({ code: 'other-host', message });
  }
  const [before, after] = [summary(base), summary(head)];
  const apart = before.to < after.from || after.to < before.from;
  if (sameHost && apart && before.runs > 1 && after.runs > 1) {
    const message =
      'all runs of one side came before those of the other: a change of the machine in between would look like one of the ' +
      'code; take the runs in turn, or run contend ab A B';
    found.push({ code: 'apart', message });
  }
  for (const { name, runs } of [base, head]) {
    const partial = runs.filter(({ record }) => record.partial).length;
    if (partial > 0) found.push({ code: 'partial', message: `${name}: ${partial} of ${runs.length} interrupted` });
    if (runs.some(({ recomputed }) => !recomputed)) {
      const message = `${name}: made by other formulas than this contend's, so its summaries were not recomputed`;
      found.push({ code: 'not-recomputed', message });
    }
  }
  return found;
}
