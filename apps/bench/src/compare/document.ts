/** What `contend compare --json` prints: the shape is relied upon, a field is added rather than changed. */
import type { Difference, Verdict } from '@contend/record';
import type { Standing } from '@contend/report/standing';

/**
 * - `wrong-count`: HEAD's count is wrong where BASE's was exact, or where a strategy of ours or a plug-in promises it
 * - `stopped`: HEAD crashed, hung, was refused or ran out of time where BASE was exact
 * - `slower`, `faster`: called beyond the threshold
 * - `no-difference`: runs enough, and none called; which is not "equal", see the interval
 * - `not-comparable`: the count is right on both sides and `reason` says why no speed is judged
 * - `fixed`: exact in HEAD, and not in BASE
 * - `not-exact`: on neither side; speeds of wrong counts are not compared
 */
export type Outcome =
  | 'wrong-count'
  | 'stopped'
  | 'slower'
  | 'faster'
  | 'no-difference'
  | 'not-comparable'
  | 'fixed'
  | 'not-exact';

export interface Identity {
  strategy: string;
  world: string;
  contenders: number;
  workload: string;
  runtime: string;
  /** null: nothing was timed, so nothing tells. */
  pinned: boolean | null;
}

/** The count of one side: that of its worst run. */
export interface Count {
  verdict: Verdict;
  expected: number;
  lost: number;
  /** The strategy's own words. */
  reason: string | null;
}

/** Time per increment, head relative to base: above 1, head takes longer. */
export interface Speed {
  baseRuns: number;
  headRuns: number;
  /** Median over the runs of each run's median over forks. */
  baseNs: number;
  headNs: number;
  ratio: number;
  /** 99 % interval of this ratio alone; null where the runs are too few. */
  low: number | null;
  high: number | null;
  /** Corrected for the number of cells compared; null where the runs are too few. */
  pValue: number | null;
}

export interface AcrossHosts {
  base: Standing;
  head: Standing;
  /** Strategies called faster than this one on one host and slower on the other. */
  inverted: string[];
}

export interface ComparedCell extends Identity {
  guest: boolean;
  promised: boolean;
  strategyVersion: { base: string; head: string };
  outcome: Outcome;
  regression: boolean;
  /** Why not comparable; otherwise null. */
  reason: string | null;
  count: { base: Count; head: Count };
  /** null unless the count is exact on both sides and the host is the same. */
  speed: Speed | null;
  /** null unless the count is exact on both sides and the hosts differ. */
  acrossHosts: AcrossHosts | null;
  /** The command that measures HEAD's again. */
  reproduce: string;
}

/** On one side only. */
export interface LoneCell extends Identity {
  guest: boolean;
  promised: boolean;
  strategyVersion: string;
  count: Count;
  /** In HEAD alone, and its promise broken. */
  regression: boolean;
  reproduce: string;
}

/** Its message holds no string of a record. */
export interface Note {
  code: 'other-host' | 'apart' | 'partial' | 'not-recomputed';
  message: string;
}

export interface SideSummary {
  /** As typed. */
  path: string;
  files: string[];
  runs: number;
  /** Starts of the first and the last run, ISO 8601. */
  from: string;
  to: string;
}

export interface ComparisonDocument {
  /** `regression` ends with status 1, `nothing-worse` with 0. */
  verdict: 'regression' | 'nothing-worse';
  /** Relative: 0.01 is 1 %. */
  threshold: number;
  confidence: number;
  sameHost: boolean;
  base: SideSummary;
  head: SideSummary;
  /** Reported, not refused: what the two were measured on and with. */
  differences: Difference[];
  notes: Note[];
  /** Regressions first. */
  cells: ComparedCell[];
  onlyInBase: LoneCell[];
  onlyInHead: LoneCell[];
}
