/** A run's course: block after block, until the budget or the number of forks is spent. */
import { isRemoteWorld } from '@contend/counter';
import { type ForkResult, HOST_PATIENCE_MS, PingPong } from '@contend/harness';
import { type Audit, contendersIn, type Fork, type Percentiles, type Waits } from '@contend/record';
import type { Runtime } from '../catalogue/runtime.ts';
import type { Progress } from '../cli/progress.ts';
import { Blocks, type Group } from './blocks.ts';
import { BudgetClock } from './budget-clock.ts';
import type { ClockChecks } from './clock-checks.ts';
import { forkSpec } from './fork-spec.ts';
import type { Hosts } from './hosts.ts';
import { type Plan, type PlannedCell, roundsIn } from './plan.ts';
import type { Servers } from './servers.ts';
import { watchSteal } from './steal.ts';

/** What a run has measured of one cell so far. */
export interface Measured {
  cell: PlannedCell;
  forks: Fork[];
  audit: Audit | null;
  wait: Waits | null;
  waitByTime: Waits | null;
  latency: Percentiles | null;
  pinned: boolean;
}

export interface Course {
  plan: Plan;
  /** ms. */
  now: () => number;
  /** When the budget began, by `now`. */
  began: number;
  /** To pin to; `null` leaves threads to the scheduler. */
  cores: readonly number[] | null;
  /** ns that a step of work takes in each runtime; none where no workload has any. */
  nsPerStep: ReadonlyMap<Runtime, number>;
  progress: Progress;
  clockChecks: ClockChecks;
  signal: AbortSignal;
  /** Where contenders of the world `machines` meet. */
  servers: Pick<Servers, 'meeting'>;
  /** Who contends besides this host; undefined: nobody. */
  hosts: Hosts | undefined;
  /** Called after each block with all that was measured, so that a killed run loses no more than one block. */
  afterBlock: (measured: readonly Measured[]) => void;
}

const NS_PER_MS = 1e6;
/** Generous, for a busy machine. */
export const THREAD_START_MS = 150;
const PROCESS_START_MS = 1_000;
/** Windows that processes have agreed on are opened again as often as one of them has heard of it too late. */
const AGREEING_MS = 15_000;

/** A cell with one of these has shown what it does; measuring it again would cost a time limit each time. */
const FINAL: readonly string[] = ['deadlock', 'time-limit', 'crashed', 'rejected'];

function done({ forks }: Measured): boolean {
  return forks.some(({ verdict }) => FINAL.includes(verdict));
}

/** ns per increment of a cell's timed forks. */
function nsPerIncrement({ forks }: Measured): number[] {
  return forks.flatMap(({ rounds }) => {
    const increments = rounds.flatMap((round) => round.increments).reduce((sum, n) => sum + n, 0);
    const ms = rounds.reduce((sum, round) => sum + round.ms, 0);
    return increments > 0 ? [(ms * NS_PER_MS) / increments] : [];
  });
}

/** Measures until done or interrupted; what was measured is in the result either way. */
export async function session(course: Course): Promise<Measured[]> {
  const { plan, now, progress, signal, cores } = course;
  const measured = plan.cells.map(
    (cell): Measured => ({ cell, forks: [], audit: null, wait: null, waitByTime: null, latency: null, pinned: false }),
  );
  const byCell = new Map(measured.map((each) => [each.cell, each]));
  const at = (cell: PlannedCell) => byCell.get(cell) as Measured;
  const blocks = new Blocks(plan.cells, plan.seed, plan.forks);
  const pingPong = cores !== null && cores.length > 1 ? new PingPong([cores[0] as number, cores[1] as number]) : null;
  const clock = new BudgetClock(plan, course.began, now);
  let measuredBlocks = 0;

  /** Cells are of certain hosts: without one of them there is nothing more to measure of them. */
  const complete = () =>
    plan.cells.every(({ hosts }) => hosts?.every((seat) => course.hosts?.seats.includes(seat)) ?? true);

  /** @returns whether there was anything to measure: a group may consist of cells that have shown what they do */
  const measureBlock = async (group: Group) => {
    const started = now();
    const due = blocks.order(group).filter((cell) => !done(at(cell)) && !course.clockChecks.leavesOut(cell));
    for (const cell of due) {
      if (!complete()) break;
      progress.show(`fork ${group.blocks + 1}: ${title(cell)}`, clock.done(), clock.leftMs());
      await measureOnce(at(cell), measuredBlocks, clock.elapsed(), pingPong, course);
    }
    group.blocks++;
    measuredBlocks++;
    clock.took(group, now() - started);
    if (measured.some(({ forks }) => forks.length > 0)) course.afterBlock(measured);
    return due.length > 0;
  };
  try {
    for (let group = blocks.nextOfBase(); group !== undefined; group = blocks.nextOfBase()) {
      if (!complete() || (group.blocks > 0 && plan.forks === undefined && !clock.fits(group))) break;
      await measureBlock(group);
    }
    if (plan.forks === undefined) {
      for (;;) {
        const group = blocks.leastCertain((cell) => nsPerIncrement(at(cell)));
        if (group === undefined || !complete() || !clock.fits(group) || !(await measureBlock(group))) break;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.end();
    await pingPong?.close();
  }
  return measured;
}

function title({ entry, contenders, world, workload }: PlannedCell): string {
  return `${entry.id}, ${contendersIn(world, contenders)}, ${workload.name}`;
}

/** Starting threads takes time that is not the strategy's: a fork of hundreds gets it on top of its limit. */
function startMs({ world, contenders, hosts = [] }: PlannedCell): number {
  const elsewhere = hosts.length > 1 ? 2 * HOST_PATIENCE_MS : 0;
  if (isRemoteWorld(world)) return AGREEING_MS + contenders * PROCESS_START_MS + elsewhere;
  return world === 'threads' ? contenders * THREAD_START_MS : 0;
}

async function measureOnce(
  each: Measured,
  block: number,
  at: number,
  pingPong: PingPong | null,
  { plan, cores, nsPerStep, clockChecks, signal, servers, hosts }: Course,
): Promise<void> {
  const { cell } = each;
  const { contenders, workload, runtime, promised } = cell;
  const perStep = nsPerStep.get(runtime);
  const pingPongNs = (await pingPong?.measure()) ?? null;
  const stolen = watchSteal();
  const first = each.forks.length === 0;
  const works = workload.insideNs > 0 || workload.outsideNs > 0;
  const asked = {
    nsPerStep: works ? (perStep ?? null) : null,
    audit: first,
    untilLoss: first && !promised && contenders > 1,
  };
  const others = hosts?.others(contenders / (cell.hosts?.length ?? 1)) ?? null;
  const result = await servers.meeting({ ...cell, distanceMs: workload.distanceMs }, (server) =>
    clockChecks.fork(
      cell,
      forkSpec(cell, { rounds: roundsIn(cell.world), cores, nsPerStep: perStep }, { ...asked, server, others }),
      { runtime, timeLimitMs: plan.timeLimitMs + startMs(cell), signal },
    ),
  );
  if (result === undefined) return;
  each.forks.push(forkOf(result, { block, at: Math.round(at), pingPongNs, steal: stolen() }));
  each.pinned ||= result.pinned;
  const { audit, wait, waitByTime, latency } = result;
  if (first) Object.assign(each, { audit, wait, waitByTime, latency });
}

function forkOf(result: ForkResult, beside: Pick<Fork, 'block' | 'at' | 'pingPongNs' | 'steal'>): Fork {
  const { verdict, reason, rounds, operations, observed, failed, reads, cpuNs, contextSwitches, workDrift } = result;
  return { ...beside, verdict, reason, rounds, operations, observed, failed, reads, cpuNs, contextSwitches, workDrift };
}
