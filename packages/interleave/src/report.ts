/** What a check tells: plain data, ready for JSON. */
import type { World } from '@contend/counter';
import type { ViolationKind } from './judge.ts';
import type { Condition } from './models/protocol.ts';
import type { Bound } from './splits.ts';
import type { Trace } from './trace.ts';

/** Never "correct": what is beyond the bound nobody has looked at. */
export type CheckVerdict = 'no violation' | 'violation' | 'not checkable' | 'gave up';

export interface BoundReport extends Bound {
  /** Distinct states; null where every schedule was run from its start instead (tasks). */
  states: number | null;
  /** Steps between states, or schedules run. */
  transitions: number;
  ms: number;
  complete: boolean;
}

export interface ViolationReport {
  kind: ViolationKind;
  /** One sentence. */
  says: string;
  bound: Bound;
  /** How many of the contenders read, the last ones. */
  readers: number;
  trace: Trace;
  /** For `replay`. */
  token: string;
}

export interface Report {
  strategy: string;
  world: World;
  /** Whether exactness is promised in this world, under the condition. */
  promised: boolean;
  /** Of which protocol a model was explored; `null`: it was the strategy's own source. */
  model: string | null;
  /** What befell the contenders of the model. */
  condition: Condition | null;
  verdict: CheckVerdict;
  /** One sentence, with the bound. */
  says: string;
  /** Why it was not checkable or given up. */
  reason: string | null;
  /** The largest bound of which every schedule was explored. */
  reached: Bound | null;
  bounds: BoundReport[];
  states: number;
  transitions: number;
  ms: number;
  /** States (tasks: schedules) a second. */
  perSecond: number;
  /** The most hits that later arrivals got before a waiting contender; null where order is not promised or not seen. */
  overtaken: number | null;
  /** The gravest first, one of each kind. */
  violations: ViolationReport[];
  /** What was taken for granted. */
  assumes: string[];
}
