/** A run's course: block after block, one fork of every cell in each, until the budget or the plan is spent. */
import { type ForkResult, PingPong, runFork } from '@contend/harness';
import type { Audit, Fork, Percentiles } from '@contend/record';
import { orders } from './blocks.ts';
import { auditMs, blockMs, expectedBlocks, type Plan, type PlannedCell } from './plan.ts';
import { duration, type Progress } from './progress.ts';
import type { Runtime } from './runtime.ts';
import { watchSteal } from './steal.ts';

/** What a run has measured of one cell so far. */
export interface Measured {
  cell: PlannedCell;
  forks: Fork[];
  audit: Audit | null;
  wait: Percentiles | null;
  waitByTime: Percentiles | null;
  pinned: boolean;
}

export interface Course {
  plan: Plan;
  /** To pin to; `null` leaves threads to the scheduler. */
  cores: readonly number[] | null;
  /** ns that a step of work takes in each runtime; none where no workload has any. */
  nsPerStep: ReadonlyMap<Runtime, number>;
  progress: Progress;
  signal: AbortSignal;
  /** Called after each block with all that was measured, so that a killed run loses no more than one block. */
  afterBlock: (measured: readonly Measured[], blocks: number) => void;
}

/** Steps of the work generator that take `ns`. */
export function stepsFor(ns: number, nsPerStep: number | undefined): number {
  return nsPerStep === undefined ? 0 : Math.round(ns / nsPerStep);
}

/** A cell with one of these has shown what it does; measuring it again would cost a time limit each time. */
const FINAL: readonly string[] = ['deadlock', 'time-limit', 'crashed', 'rejected'];

function done({ forks }: Measured): boolean {
  return forks.some(({ verdict }) => FINAL.includes(verdict));
}

/** Measures until done or interrupted; what was measured is in the result either way. */
export async function session(course: Course): Promise<{ measured: Measured[]; blocks: number; interrupted: boolean }> {
  const { plan, progress, signal, cores } = course;
  const measured = plan.cells.map(
    (cell): Measured => ({
      cell,
      forks: [],
      audit: null,
      wait: null,
      waitByTime: null,
      pinned: false,
    }),
  );
  const byCell = new Map(measured.map((each) => [each.cell, each]));
  const order = orders(plan.seed);
  const pingPong = cores !== null && cores.length > 1 ? new PingPong([cores[0] as number, cores[1] as number]) : null;
  const started = performance.now();
  const budgetMs = plan.profile.budgetS * 1_000;
  let expectedMs = auditMs(plan) + expectedBlocks(plan) * blockMs(plan);
  let blocks = 0;
  const more = (lastBlockMs: number) => {
    if (plan.forks !== undefined) return blocks < plan.forks;
    return performance.now() - started + lastBlockMs <= budgetMs;
  };
  try {
    for (let lastBlockMs = 0; blocks === 0 || more(lastBlockMs); blocks++) {
      const blockStarted = performance.now();
      for (const cell of order(plan.cells)) {
        const each = byCell.get(cell) as Measured;
        if (done(each)) continue;
        const elapsed = performance.now() - started;
        const what = `${cell.entry.id}, ${cell.contenders} ${cell.world}, ${cell.workload.name}`;
        progress.show(`fork ${blocks + 1}: ${what}`, Math.min(0.99, elapsed / expectedMs), expectedMs - elapsed);
        await measureOnce(each, blocks, started, pingPong, course);
      }
      lastBlockMs = performance.now() - blockStarted;
      if (blocks > 0 || plan.forks !== undefined) {
        const elapsed = performance.now() - started;
        const left =
          plan.forks === undefined ? Math.floor((budgetMs - elapsed) / lastBlockMs) : plan.forks - blocks - 1;
        expectedMs = elapsed + left * lastBlockMs;
      }
      course.afterBlock(measured, blocks + 1);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.end();
    await pingPong?.close();
  }
  if (!signal.aborted)
    progress.say(
      `measured ${blocks} ${blocks === 1 ? 'fork' : 'forks'} of each cell in ${duration(performance.now() - started)}`,
    );
  return { measured, blocks, interrupted: signal.aborted };
}

async function measureOnce(
  each: Measured,
  block: number,
  started: number,
  pingPong: PingPong | null,
  { plan, cores, nsPerStep, signal }: Course,
): Promise<void> {
  const { entry, world, contenders, workload, runtime, windowMs, promised } = each.cell;
  const perStep = nsPerStep.get(runtime);
  const pingPongNs = (await pingPong?.measure()) ?? null;
  const at = performance.now() - started;
  const stolen = watchSteal();
  const first = each.forks.length === 0;
  const works = workload.insideNs > 0 || workload.outsideNs > 0;
  const result = await runFork(
    {
      module: entry.module,
      strategy: entry.id,
      actor: entry.kind === 'actor',
      world,
      contenders,
      insideSteps: stepsFor(workload.insideNs, perStep),
      outsideSteps: stepsFor(workload.outsideNs, perStep),
      nsPerStep: works ? (perStep ?? null) : null,
      windowMs,
      rounds: plan.rounds,
      cores: cores === null ? null : [...cores],
      audit: first,
      untilLoss: first && !promised && contenders > 1,
    },
    { runtime: runtime.path, timeLimitMs: plan.timeLimitMs, signal },
  );
  each.forks.push(forkOf(result, { block, at: Math.round(at), pingPongNs, steal: stolen() }));
  each.pinned ||= result.pinned;
  if (first) Object.assign(each, { audit: result.audit, wait: result.wait, waitByTime: result.waitByTime });
}

function forkOf(result: ForkResult, beside: Pick<Fork, 'block' | 'at' | 'pingPongNs' | 'steal'>): Fork {
  const { verdict, reason, rounds, operations, observed, cpuNs, contextSwitches, workDrift } = result;
  return { ...beside, verdict, reason, rounds, operations, observed, cpuNs, contextSwitches, workDrift };
}
