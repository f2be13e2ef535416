/** What the trials of a website's hit counter come to: a row a strategy, and of each load the medians over its repetitions. */
import type { Hits, HitsCounter, HitsFault, HitsTrial } from '@contend/documents';
import { median } from '@contend/stats';
import type { State } from './cells.ts';

/** Over repetitions. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** What became of the counts of some trials, all taken together: no median may hide a loss. */
export interface Counted {
  /** The worst. */
  verdict: HitsTrial['verdict'];
  /** Of the trials whose counter could be asked, as are `lost` and `over`. */
  answered: number;
  /** Answered minus counted. */
  lost: number;
  /** Counted, beyond what was answered and what may have counted. */
  over: number;
  unknown: number;
  /** Requests that ended with an error or without an answer. */
  failed: number;
}

type Percentile = 'p50' | 'p99' | 'p999';

export interface Load extends Counted {
  hitsPerSecond: Spread;
  /** Requests of one trial; `due` is `null` in a closed loop. */
  due: Spread | null;
  sent: Spread;
  got: Spread;
  /** ns; `null` where nothing was answered. */
  latency: Record<Percentile, Spread> | null;
}

export interface HitsRow {
  counter: HitsCounter;
  /** Nothing happening in the middle. `null`: there was no such load. */
  closed: Load | null;
  rate: Load | null;
  /** `null`: it was under load only with faults. */
  calm: Counted | null;
  faults: ReadonlyMap<HitsFault, Counted>;
  /** Of what is calm. */
  state: State;
  /** It answers and does not count: what the server costs by itself, and nobody's counter. */
  idle: boolean;
}

/** From the worst. What is known to be wrong outweighs what could not be asked. */
const VERDICTS: readonly HitsTrial['verdict'][] = ['lost-updates', 'over-counted', 'crashed', 'within', 'exact'];
export const HITS_FAULTS: readonly HitsFault[] = ['kill', 'stall', 'rolling-restart'];

/** Those that count right first, of like ones the quickest. */
export function hitsRows({ counters, trials }: Pick<Hits, 'counters' | 'trials'>): HitsRow[] {
  const own = Map.groupBy(trials, ({ strategy }) => strategy);
  const rows = counters.map((counter) => rowOf(counter, own.get(counter.strategy) ?? []));
  const place = ({ state, idle }: HitsRow): number => (idle ? 3 : ['right', 'stopped', 'wrong'].indexOf(state));
  return rows.sort((a, b) => place(a) - place(b) || speedOf(b) - speedOf(a));
}

/** Answered, per second, in a closed loop, which is as fast as it goes; 0 where there was none. */
export const speedOf = ({ closed }: HitsRow): number => closed?.hitsPerSecond.median ?? 0;

/** Whether it lost or made up nothing in any trial, those with faults included. */
export function alwaysRight({ state, faults }: HitsRow): boolean {
  return state === 'right' && [...faults.values()].every((each) => stateOf(each) === 'right');
}

/** Of a row that promises every hit: whether some trial shows that it does not keep that. */
export function brokenPromise({ counter, state, faults }: HitsRow): boolean {
  return counter.promised && [state, ...[...faults.values()].map(stateOf)].includes('wrong');
}

/** On one machine its workers meet in memory or on its disk; only at a server can those of several. */
export const isShared = ({ counter }: HitsRow): boolean => counter.engine !== null;

export function stateOf(counted: Pick<Counted, 'verdict'>): State {
  if (counted.verdict === 'exact' || counted.verdict === 'within') return 'right';
  return counted.verdict === 'crashed' ? 'stopped' : 'wrong';
}

/** Of what was answered, 0..1. */
export const lostShare = ({ lost, answered }: Counted): number => (answered === 0 ? 0 : lost / answered);

function rowOf(counter: HitsCounter, trials: readonly HitsTrial[]): HitsRow {
  const calm = trials.filter(({ fault }) => fault === null);
  const all = countedIn(calm);
  return {
    counter,
    closed: loadOf(calm.filter(({ load }) => load === 'closed')),
    rate: loadOf(calm.filter(({ load }) => load === 'rate')),
    calm: all,
    faults: new Map(
      HITS_FAULTS.flatMap((fault) => {
        const counted = countedIn(trials.filter((each) => each.fault === fault));
        return counted === null ? [] : [[fault, counted] as const];
      }),
    ),
    state: all === null ? 'stopped' : stateOf(all),
    idle: all !== null && all.answered > 0 && calm.every(({ counted }) => counted === 0),
  };
}

function countedIn(trials: readonly HitsTrial[]): Counted | null {
  if (trials.length === 0) return null;
  const asked = trials.filter((trial): trial is HitsTrial & { counted: number } => trial.counted !== null);
  return {
    verdict: VERDICTS.find((verdict) => trials.some((trial) => trial.verdict === verdict)) ?? 'exact',
    answered: sum(asked, ({ answered }) => answered),
    lost: sum(asked, ({ answered, counted }) => Math.max(0, answered - counted)),
    over: sum(asked, ({ answered, unknown, counted }) => Math.max(0, counted - answered - unknown)),
    unknown: sum(trials, ({ unknown }) => unknown),
    failed: sum(trials, ({ refused, unknown }) => refused + unknown),
  };
}

function loadOf(trials: readonly HitsTrial[]): Load | null {
  const counted = countedIn(trials);
  if (counted === null) return null;
  const spread = (of: (trial: HitsTrial) => number): Spread => spreadOf(trials.map(of));
  const latencies = trials.flatMap(({ latency }) => (latency === null ? [] : [latency]));
  const percentile = (name: Percentile): Spread => spreadOf(latencies.map((latency) => latency[name]));
  return {
    ...counted,
    hitsPerSecond: spread(({ hitsPerSecond }) => hitsPerSecond),
    due: trials.some(({ due }) => due === null) ? null : spread(({ due }) => due as number),
    sent: spread(({ sent }) => sent),
    got: spread(({ answered }) => answered),
    latency:
      latencies.length === 0 ? null : { p50: percentile('p50'), p99: percentile('p99'), p999: percentile('p999') },
  };
}

const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

const sum = <T>(of: readonly T[], value: (each: T) => number): number =>
  of.reduce((total, each) => total + value(each), 0);
