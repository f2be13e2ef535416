/** Makes a fault in a fresh process, from outside: nothing that happens there reaches anybody else. */
import { ask } from '../child.ts';
import { inFolder } from '../folder.ts';
import type { Executable } from '../runtime.ts';
import { type FaultReport, type FaultSpec, PROCESS_STALL_MS } from './spec.ts';

/** A process with its threads may take so long to start on a slow and busy machine; one that takes longer passes for stuck. */
const START_MS = 60_000;
const PER_THREAD_MS = 250;
/** The standstills that a trial may sit through one after the other, and what is between them. */
const STANDSTILLS = 4;

/** Servers of a trial's own may have to be started, and started again. */
const SERVERS_MS = 60_000;

export interface RunFault {
  runtime: Executable;
  signal?: AbortSignal;
}

/**
 * A process that is killed takes its memory and all its contenders along, so what is left to find out is whether the one
 * that started it is told: that is `reported`. Rejects only with the signal's reason.
 */
export async function runFault(spec: FaultSpec, { runtime, signal }: RunFault): Promise<FaultReport> {
  const threads = spec.world === 'tasks' ? 1 : spec.contenders;
  const timeLimitMs =
    START_MS + PER_THREAD_MS * threads + STANDSTILLS * spec.patienceMs + PROCESS_STALL_MS + SERVERS_MS;
  const asking = { runtime, flags: spec.flags, timeLimitMs, graceMs: 0, signal };
  const outcome = await inFolder([spec], ([own]) =>
    ask<FaultReport>(new URL('./fork.ts', import.meta.url), own as FaultSpec, asking),
  );
  if ('answer' in outcome) return outcome.answer;
  const nothing = { seconds: null, operations: null, observed: null, unknown: null };
  if (outcome.late) return { ...nothing, outcome: 'stuck', seconds: timeLimitMs / 1_000, reason: outcome.died };
  return { ...nothing, outcome: 'reported', reason: `the process was seen to end: ${outcome.died}` };
}
