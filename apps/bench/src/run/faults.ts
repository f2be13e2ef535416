/** The faults of a run: which are made in whom, how long that takes, and what came of each. */
import type { Fault, World } from '@contend/counter';
import { faultsOf, PROCESS_STALL_MS, runFault, STALL_MS } from '@contend/harness';
import { type FaultResult, keyOf } from '@contend/record';
import type { Entry } from '../catalogue/catalogue.ts';
import type { Runtime } from '../catalogue/runtime.ts';
import type { Progress } from '../cli/progress.ts';
import { identityOf, type Plan, type PlannedCell } from './plan.ts';
import { reproduceFault } from './reproduce.ts';

export interface PlannedFault {
  entry: Entry;
  world: World;
  contenders: number;
  runtime: Runtime;
  fault: Fault;
  expected: FaultResult['expected'];
}

/** Who makes no increment for so long is stuck. */
export const PATIENCE_MS = 3_000;
export const CROWD_PER_CORE = 8;
const MOST = 256;
/** Nothing is timed but whether anybody goes on: two processes may share the cores. A crowd has them to itself. */
const AT_ONCE = 2;

/** About how long a process takes to start, to contend before the fault and after, and to end; and a thread to start. */
const ONE_MS = 700;
const PER_THREAD_MS = 30;
const PER_PROCESS_MS = 250;

/**
 * What the strategy states becomes of the others. It speaks of threads: who terminates the thread of an event loop
 * terminates all its tasks, whatever they do, so there it can only be reported.
 */
function expectedOf({ faults }: Entry, world: World, fault: Fault): FaultResult['expected'] {
  if (fault === 'terminate' && world === 'tasks') return 'reported';
  return faults?.[fault] ?? null;
}

/**
 * Faults in whatever is measured, wherever it promises an exact count: one contender more than there are cores, so that
 * as many go on as would without the one that a fault befalls; eight to a core where the fault is their number. In Node
 * only: in Deno the termination of a thread that spins never ends.
 */
export function plannedFaults({ cells }: Pick<Plan, 'cells'>, cores: number): PlannedFault[] {
  const subjects = new Map<string, PlannedCell>();
  for (const cell of cells) {
    if (cell.promised && cell.runtime.name === 'node')
      subjects.set(keyOf(identityOf(cell), ['strategy', 'world', 'runtime']), cell);
  }
  return [...subjects.values()].flatMap(({ entry, world, runtime }) =>
    faultsOf(entry.kind, world).map((fault) => ({
      entry,
      world,
      contenders: Math.min(MOST, fault === 'crowd' ? CROWD_PER_CORE * cores : cores + 1),
      runtime,
      fault,
      expected: expectedOf(entry, world, fault),
    })),
  );
}

/** About how many ms the faults take, if they turn out as stated. */
export function faultsMs(planned: readonly PlannedFault[]): number {
  return planned.reduce((sum, each) => sum + faultMs(each) / atOnce(each), 0);
}

function faultMs({ fault, world, contenders, expected }: PlannedFault): number {
  const threads = world === 'threads' ? contenders : 1;
  const processes = world === 'processes' ? contenders : 0;
  const stall = world === 'processes' ? PROCESS_STALL_MS : STALL_MS;
  const waiting = expected === 'stuck' ? PATIENCE_MS : fault === 'stall' ? stall : 0;
  return ONE_MS + PER_THREAD_MS * threads + PER_PROCESS_MS * processes + waiting;
}

function atOnce({ fault }: PlannedFault): number {
  return fault === 'crowd' ? 1 : AT_ONCE;
}

export interface FaultCourse {
  planned: readonly PlannedFault[];
  progress: Progress;
  signal: AbortSignal;
  /** Called after each fault with all results so far, in the order of the plan. */
  afterEach: (results: readonly FaultResult[]) => void;
}

/** Makes the faults until done or interrupted; what came about is in the result either way. */
export async function makeFaults({ planned, progress, signal, afterEach }: FaultCourse): Promise<FaultResult[]> {
  const made = new Map<PlannedFault, FaultResult>();
  const results = () => planned.flatMap((each) => made.get(each) ?? []);
  const work = async (queue: PlannedFault[]) => {
    for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
      const left = faultsMs(planned.filter((one) => !made.has(one)));
      progress.show(`fault: ${each.entry.id} in ${each.world}, ${each.fault}`, made.size / planned.length, left);
      made.set(each, await resultOf(each, signal));
      afterEach(results());
    }
  };
  try {
    const together = planned.filter((each) => atOnce(each) > 1);
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(together)));
    await work(planned.filter((each) => atOnce(each) === 1));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.end();
  }
  return results();
}

async function resultOf(planned: PlannedFault, signal: AbortSignal): Promise<FaultResult> {
  const { entry, world, contenders, runtime, fault, expected } = planned;
  const { kind } = entry;
  if (kind === 'program') throw new Error(`${entry.id} is a program: no fault can be made in it`);
  const report = await runFault(
    {
      module: entry.module,
      strategy: entry.id,
      flags: [...(entry.flags ?? [])],
      kind,
      world,
      contenders,
      folder: null,
      fault,
      patienceMs: PATIENCE_MS,
    },
    { runtime, signal },
  );
  return {
    strategy: entry.id,
    strategyVersion: entry.strategyVersion,
    guest: entry.guest,
    world,
    contenders,
    runtime: runtime.label,
    fault,
    expected,
    ...report,
    reproduce: reproduceFault(planned, 'published'),
  };
}

/** Outcomes other than stated. */
export function brokenFaults(results: readonly FaultResult[] | null): FaultResult[] {
  return (results ?? []).filter(({ outcome, expected }) => expected !== null && outcome !== expected);
}
