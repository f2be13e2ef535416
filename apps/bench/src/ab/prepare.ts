/** What is compared with what: the sides, where and under which contention. */
import { isRemoteWorld } from '@contend/counter';
import { describeHost, type Host, usableCores } from '@contend/record';
import { ownRuntime, type Runtime, runtimeAt } from '../catalogue/runtime.ts';
import { Failure } from '../cli/failure.ts';
import { amount, listed, wholeNumber } from '../cli/flags.ts';
import { canWork, type PlannedCell } from '../run/plan.ts';
import { WORKLOADS, type WorkloadSpec } from '../run/workload.ts';
import { pairWindowMs } from './paired.ts';
import { commonWorld, type Side, sideOf } from './side.ts';

export interface Wanted {
  contenders?: string;
  workload: string;
  runtime?: string;
  threshold: string;
  budget: string;
}

export interface Prepared {
  a: Side;
  b: Side;
  /** Of each side. */
  cells: { a: PlannedCell; b: PlannedCell };
  world: PlannedCell['world'];
  contenders: number;
  workload: WorkloadSpec;
  /** Of each side. */
  runtimes: { a: Runtime; b: Runtime };
  host: Host;
  /** Smallest difference that is called, as a share. */
  threshold: number;
  budgetMs: number;
}

const MOST_CONTENDERS = { threads: 256, tasks: 10_000, processes: 64, machines: 64 };
const TASKS = 64;

/** @throws Failure that names the flag or the side that is wrong */
export async function prepare(a: string, b: string, wanted: Wanted, signal: AbortSignal): Promise<Prepared> {
  const threshold = amount('--threshold', wanted.threshold, 0, 100) / 100;
  const budgetMs = amount('--budget', wanted.budget, 1, 86_400) * 1_000;
  const workload = workloadNamed(wanted.workload);
  const runtimes = await runtimesOf(wanted.runtime);
  const sides = { a: await sideOf(a, runtimes.a, signal), b: await sideOf(b, runtimes.b, signal) };
  const world = commonWorld(sides.a, sides.b);
  const idle = [sides.a, sides.b].find((side) => !canWork(side, world, workload));
  if (idle !== undefined) {
    throw new Failure('flag', `--workload ${workload.name}: ${idle.id} cannot be given work; compare it under hot`);
  }
  const host = await describeHost();
  const cores = usableCores(host);
  const contenders =
    wanted.contenders === undefined
      ? world === 'tasks'
        ? TASKS
        : Math.max(isRemoteWorld(world) ? 2 : 1, cores)
      : wholeNumber('--contenders', wanted.contenders, 1, MOST_CONTENDERS[world]);
  const cellOf = (entry: Side, runtime: Runtime): PlannedCell => ({
    entry,
    world,
    contenders,
    workload,
    runtime,
    windowMs: pairWindowMs({ world, contenders }, cores),
    promised: entry.promises.includes(world),
  });
  const cells = { a: cellOf(sides.a, runtimes.a), b: cellOf(sides.b, runtimes.b) };
  return { ...sides, cells, world, contenders, workload, runtimes, host, threshold, budgetMs };
}

/** One for both sides, or one for each. */
async function runtimesOf(wanted: string | undefined): Promise<Prepared['runtimes']> {
  if (wanted === undefined) return { a: ownRuntime(), b: ownRuntime() };
  const [a, b = a, another] = listed('--runtime', wanted);
  if (a === undefined || b === undefined || another !== undefined) {
    throw new Failure(
      'flag',
      `--runtime ${JSON.stringify(wanted)}: there are two sides; give one runtime, or A’s and B’s`,
    );
  }
  const ofA = await runtimeAt(a);
  return { a: ofA, b: a === b ? ofA : await runtimeAt(b) };
}

function workloadNamed(wanted: string): WorkloadSpec {
  const workload = WORKLOADS.find(({ name }) => name === wanted);
  if (workload !== undefined) return workload;
  const names = WORKLOADS.map(({ name }) => name).join(', ');
  throw new Failure('flag', `--workload ${JSON.stringify(wanted)}: there is no such workload; there are ${names}`);
}
