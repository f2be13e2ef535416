/** From what was seen after a fault to its outcome. */
import type { Fault } from '@contend/counter';
import type { FaultReport } from './spec.ts';

export interface Evidence {
  fault: Fault;
  /** Its number. */
  victim: number;
  /** Whether the fault came about; a crowd is there from the start. */
  fired: boolean;
  /** Whether others than the victim went on after it, and how long that took or was waited for, ms. */
  wentOn: boolean;
  ms: number;
  /** Whether everybody that was still there left when asked: nobody waits any more, and the count is at rest. */
  atRest: boolean;
  /** Whether nobody was left to go on. */
  allGone: boolean;
  /** What contenders threw, the planned error aside. */
  errors: { contender: number; message: string }[];
  operations: number;
  /** `null`: nobody was left to read it. */
  observed: number | null;
  /** Increments that ended without telling whether they counted. @default 0 */
  unknown?: number;
}

/** A contender that was ended may have counted an increment whose return nobody saw. */
function inDoubt(fault: Fault): number {
  return fault === 'terminate' || fault === 'kill' ? 1 : 0;
}

function differs(observed: number, operations: number, unknown: number): string {
  const [lost, over] = [operations - observed, observed - operations - unknown];
  if (lost > 0) return `lost ${lost} of ${operations} increments`;
  return `counted ${over} more than ${operations}${unknown > 0 ? `, and ${unknown} that are unknown` : ''}`;
}

export function judge(evidence: Evidence): FaultReport {
  const { fault, victim, fired, wentOn, ms, atRest, allGone, errors, operations, observed } = evidence;
  const unknown = (evidence.unknown ?? 0) + inDoubt(fault);
  const told = { seconds: ms / 1_000, operations, observed, unknown };
  const others = errors.find(({ contender }) => contender !== victim);
  const own = errors.find(({ contender }) => contender === victim);
  const wrong = observed !== null && (observed < operations || observed > operations + unknown);
  if (atRest && !allGone && wrong) {
    return { ...told, outcome: 'wrong-count', reason: differs(observed, operations, unknown) };
  }
  if (others !== undefined) return { ...told, outcome: 'reported', reason: others.message };
  if (allGone) {
    return { ...told, outcome: 'reported', reason: own?.message ?? 'the thread of all contenders ended' };
  }
  if (fired && wentOn && atRest && observed !== null) {
    return { ...told, outcome: 'recovered', reason: own?.message ?? null };
  }
  if (own !== undefined) return { ...told, outcome: 'reported', reason: own.message };
  return { ...told, outcome: 'stuck', reason: whyStuck(evidence) };
}

function whyStuck({ fired, wentOn, atRest }: Evidence): string {
  if (!fired) return 'the fault never came about: its contender did not get that far';
  if (atRest && wentOn) return 'all left, but the count could not be read';
  return wentOn
    ? 'others went on for a while, but not all of them could leave'
    : 'no other contender made an increment any more';
}
