/**
 * The jobs of a pool thread: of one contender, of all tasks of an event loop, or of an actor's owner. The strategy's
 * module is loaded here and nowhere else, so that the fork's main thread stays answerable whatever it does.
 */
import { atomics, type Cell, type Port, type Region, type Strategy } from '@contend/counter';
import { type Attendance, attend as attendMeeting } from './agreement.ts';
import type { Failed } from './attempts.ts';
import { type AuditBuffers, type Auditor, auditor, type Findings } from './audit.ts';
import { Gate } from './gate.ts';
import { strategyIn } from './load.ts';
import { type Meeting, meet } from './meeting.ts';
import { firstReads, MostlyReads } from './mostly-reads.ts';
import { type Seat, takeSeat } from './seat.ts';
import type { ForkSpec } from './spec.ts';
import { asyncSteps, type Bell, type Stepper, steps } from './steps.ts';
import { threadId, type Usage, usage, usedSince } from './thread.ts';
import { RAMP_MS, type Seen, Watch } from './watch.ts';
import { nsPerStep, Work } from './work.ts';

/** A look after each increment costs an atomic addition 10 %; after so many it does not show. */
export const STRIDE = 16;
/** Whoever is still in a window for so long after its close has slow increments, beside which a look does not show either. */
export const OVERSTAY_MS = 50;

let spec: ForkSpec;
let strategy: Strategy;
let seat: Seat;
let gate: Gate;
/** Undefined unless contenders outnumber their cores: nowhere else may a batch outlast its window by far. */
let bell: Bell | undefined;
let self: { contender: number; audit: AuditBuffers };
/** Of each contender that reads as well: how often yet, until it increments. A window may be too short for one increment. */
const readsLeft: number[] = [];
const work = new Work();

/** Loads the strategy's module; says what memory it needs and which thread this is. */
export async function load(job: {
  meeting: Meeting;
  spec: ForkSpec;
}): Promise<{ thread: number | null; words: number }> {
  meet(job.meeting);
  spec = job.spec;
  // What the module declares was checked when it was described; here its time counts.
  strategy = await strategyIn(spec.module, spec.strategy);
  const { words } = strategy;
  return { thread: threadId(), words: typeof words === 'function' ? words(spec.contenders) : words };
}

export interface Settle {
  meeting: Meeting;
  contender: number;
  memory: WebAssembly.Memory;
  regions: Region[];
  ports: Port[];
  gate: SharedArrayBuffer;
  audit: AuditBuffers;
}

/** Gives the thread its seat. @returns how long the calibrated work takes in this fork, relative to the calibration */
export function settle(job: Settle): number | null {
  meet(job.meeting);
  const cell: Cell = { memory: job.memory, view: new Int32Array(job.memory.buffer), regions: job.regions };
  const { world, contenders } = spec;
  seat = takeSeat(strategy, { world, contenders, contender: job.contender, cell, ports: job.ports, atomics });
  gate = new Gate(contenders, job.gate);
  const crowded = world === 'threads' && contenders > (spec.cores?.length ?? navigator.hardwareConcurrency);
  bell = crowded ? { word: gate.bell, stride: STRIDE } : undefined;
  self = { contender: job.contender, audit: job.audit };
  return spec.nsPerStep === null ? null : nsPerStep() / spec.nsPerStep;
}

/** Meets the other threads. @returns when, by this thread's clock */
export function attend({ meeting }: { meeting: Meeting }): Attendance {
  return attendMeeting(meeting);
}

/** The count in a region, while no contender is at work. */
export function value(region: number): number {
  return seat.value(region);
}

/** Answers an actor's clients until {@link dismiss}. @returns what that took */
export async function serve({ region, ports }: { region: number; ports: Port[] }): Promise<Usage> {
  const before = usage();
  await seat.owner(region, ports).serve();
  return usedSince(before);
}

/** Ends {@link serve}, from another thread. */
export function dismiss(region: number): void {
  seat.owner(region, []).stop();
}

export interface Contend {
  region: number;
  windowMs: number;
  audit: Auditor['name'];
}

export interface Contended {
  /** One for each contender of this thread; none when an increment was refused. */
  seen: Seen[];
  findings: Findings[];
  used: Usage;
  /** Absent: contenders share memory, and an increment that fails ends the window. */
  failed?: Failed;
  /** The strategy's own words when it refused an increment. */
  refused: string | null;
}

/** One window: contends from before it opens until everyone's has closed. */
export async function contend(job: Contend): Promise<Contended> {
  const contenders = spec.world === 'tasks' ? Array.from({ length: spec.contenders }, (_, i) => i) : [self.contender];
  const auditors = contenders.map((contender) => auditor(job.audit, contender, self.audit, strategy.numbers));
  const before = usage();
  let seen: Seen[] = [];
  let refused: string | null = null;
  try {
    seen = await Promise.all(contenders.map((contender, i) => window(job, contender, auditors[i] as Auditor)));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    gate.abort();
    refused = error.message;
  }
  return { seen, findings: auditors.map((a) => a.findings()), used: usedSince(before), refused };
}

/** The strategy threw instead of counting. */
class Refused extends Error {}

async function window({ region, windowMs }: Contend, contender: number, watching: Auditor): Promise<Seen> {
  const watch = new Watch(gate, contender, windowMs, bell?.stride === 1 ? 0 : RAMP_MS);
  const inside = spec.insideSteps > 0 ? work.of(spec.insideSteps) : undefined;
  const outside = spec.outsideSteps > 0 ? work.of(spec.outsideSteps) : undefined;
  const mixed = mixedClient(region, contender, inside, watching);
  const client: Stepper = mixed ?? watching.around(seat.client(region, watching.wrap, inside));
  try {
    if (seat.awaited === undefined) {
      // One hit, to see whether it must be awaited.
      const hit = client.increment();
      await hit;
      seat.awaited = typeof hit !== 'number';
      watch.tick(1);
    }
    if (seat.awaited) {
      while (watch.tick(await asyncSteps(client, watch.batch, outside, bell)));
    } else {
      while (watch.tick(steps(client, watch.batch, outside, bell)));
    }
  } catch (error) {
    throw new Refused(error instanceof Error ? error.message : String(error), { cause: error });
  }
  // Its increments before a window would pass for some of the few that it makes inside, so it takes single ones there.
  if (bell !== undefined && watch.overstayed() > OVERSTAY_MS) bell.stride = 1;
  const seen = watch.seen();
  if (mixed === undefined) return seen;
  readsLeft[contender] = mixed.left;
  return { ...seen, operations: seen.operations - mixed.reads, reads: mixed.reads, torn: mixed.torn };
}

/** @returns undefined: the workload has no reads */
function mixedClient(
  region: number,
  contender: number,
  inside: (() => void) | undefined,
  watching: Auditor,
): MostlyReads | undefined {
  const { readsPerWrite, contenders } = spec;
  if (readsPerWrite === 0) return undefined;
  const counter = seat.readable?.(region, watching.wrap, inside);
  if (counter === undefined) throw new Error(`${strategy.id} has no section to read in`);
  const left = readsLeft[contender] ?? firstReads(readsPerWrite, contender, contenders);
  return new MostlyReads(counter, watching.around(counter), readsPerWrite, left);
}
