/** Faults and what became of them, in words that pages and the terminal share. */
import { type FaultResult, isServed } from '@contend/record';

type Fault = FaultResult['fault'];

const WORDS: Record<Fault, string> = {
  throw: 'the section throws',
  terminate: 'the holder’s worker is terminated',
  kill: 'the holder’s process is killed',
  forget: 'the holder forgets to unlock',
  stall: 'the holder stalls',
  crowd: 'eight contenders a core',
  drop: 'answers are lost on the way',
  partition: 'one is cut off for seconds',
  'server-kill': 'the server is killed and restarted',
  failover: 'a replica takes over',
};

/** Where each contender has a process of its own; who counts at a server holds nothing. */
const SERVED: Partial<Record<Fault, string>> = { kill: 'one is killed', stall: 'one is stopped for seconds' };

/** To the way to the server, or to the server itself. */
const BEYOND: readonly Fault[] = ['drop', 'partition', 'server-kill', 'failover'];

/** In the order in which they are told. */
export function faultsIn(results: readonly FaultResult[]): Fault[] {
  return (Object.keys(WORDS) as Fault[]).filter((fault) => results.some((each) => each.fault === fault));
}

export function faultWord(fault: Fault, world: string): string {
  return (isServed(world) ? SERVED[fault] : undefined) ?? WORDS[fault];
}

export const isBeyond = (fault: Fault): boolean => BEYOND.includes(fault);

export const isBroken = ({ outcome, expected }: FaultResult): boolean => expected !== null && outcome !== expected;

/** `recovered`, `lost 1033 of 1370`, `counted 5 too many`. */
export function outcomeWord({ outcome, operations, observed, unknown }: FaultResult): string {
  if (outcome !== 'wrong-count' || operations === null || observed === null) return outcome;
  if (observed < operations) return `lost ${operations - observed} of ${operations}`;
  return `counted ${observed - operations - (unknown ?? 0)} too many`;
}
