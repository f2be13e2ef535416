/** A run before it begins: what it is going to do, about how long that takes, and `--dry-run`, which stops there. */
import { processorName, usableCores } from '@contend/record';
import { counted } from '@contend/report/units';
import { absences } from '../catalogue/catalogue.ts';
import type { Runtime } from '../catalogue/runtime.ts';
import { print, printJson } from '../cli/print.ts';
import { duration } from '../cli/progress.ts';
import { auditMs, blockMs, expectedBlocks } from './estimate.ts';
import { faultsLeftOut, faultsMs, patienceMs } from './faults.ts';
import type { Prepared } from './prepare.ts';
import { enginesOf } from './servers.ts';

/** About how long all of it takes, ms. */
function aboutMs({ plan, faults }: Prepared): number {
  return auditMs(plan) + expectedBlocks(plan) * blockMs(plan) + faultsMs(faults ?? []);
}

function faultLines({ faults, plan }: Prepared): string[] {
  if (faults === null) return [];
  const strategies = new Set(faults.map(({ entry }) => entry.id)).size;
  const limits = new Set(faults.map(({ world }) => `${patienceMs(world) / 1_000} s`));
  const patience = `stuck: no increment for ${[...limits].join(', at a server ')}`;
  return [
    `faults: ${faults.length} in ${counted(strategies, 'strategy', 'strategies')}, about ${duration(faultsMs(faults))} of that; ${patience}`,
    ...faultsLeftOut(plan).map((clause) => `faults left out: ${clause}`),
  ];
}

function serverLines({ plan }: Prepared): string[] {
  const engines = enginesOf(plan.cells);
  const own = engines.filter((engine) => plan.given[engine] === undefined);
  const theirs = engines.filter((engine) => plan.given[engine] !== undefined);
  return [
    ...(plan.hosts > 1 ? [`hosts: ${plan.hosts}, this one included; on each of the others: npx contend join URL`] : []),
    ...(own.length > 0 ? [`servers: private ones of ${own.join(', ')} on this machine, for this run`] : []),
    ...theirs.map(
      (engine) => `server: your ${engine}; what is made there has a name of contend’s, and is removed afterwards`,
    ),
  ];
}

/** What is said before every run. */
export function planLines(prepared: Prepared): string[] {
  const { plan, host, runtimes } = prepared;
  const { cells, absent, profile, pin } = plan;
  const blocks = expectedBlocks(plan);
  const strategies = new Set(cells.map(({ entry }) => entry.id)).size;
  const cores = usableCores(host);
  return [
    `contend ${profile.name}: ${counted(cells.length, 'cell')} of ${counted(strategies, 'strategy', 'strategies')}, about ${counted(blocks, 'fork')} each, about ${duration(aboutMs(prepared))}`,
    `${processorName(host.cpu)}, ${counted(cores, 'core')}, ${runtimes.map(({ label }) => label).join(', ')}, ${pin ? 'threads pinned' : 'threads not pinned'}, seed ${plan.seed}`,
    ...faultLines(prepared),
    ...serverLines(prepared),
    ...absences(absent).map((clause) => `left out: ${clause}`),
  ];
}

function planDocument(prepared: Prepared) {
  const { plan, faults } = prepared;
  return {
    profile: plan.profile.name,
    forks: expectedBlocks(plan),
    seconds: Math.round(aboutMs(prepared) / 1_000),
    seed: plan.seed,
    cells: plan.cells.map(({ entry, world, contenders, workload, runtime, windowMs, promised }) => ({
      strategy: entry.id,
      world,
      contenders,
      workload: workload.name,
      runtime: runtime.label,
      windowMs,
      promised,
    })),
    faults:
      faults?.map(({ entry, world, contenders, runtime, fault, expected }) => ({
        strategy: entry.id,
        world,
        contenders,
        runtime: runtime.label,
        fault,
        expected,
      })) ?? null,
    faultsLeftOut: faults === null ? [] : faultsLeftOut(plan),
    absent: plan.absent.map(({ entry, runtime, reason }) => ({ strategy: entry.id, runtime, reason })),
  };
}

/** A line for each cell and each fault. */
function planTable({ plan, faults, runtimes }: Prepared): string[] {
  const within = ({ label }: Runtime) => (runtimes.length > 1 ? `  in ${label}` : '');
  const row = (world: string, contenders: number, what: string, rest: string) =>
    `  ${world.padEnd(8)} ${String(contenders).padStart(4)}  ${what.padEnd(11)} ${rest}`;
  return [
    ...plan.cells.map(({ entry, world, contenders, workload, promised, runtime }) => {
      const rest = promised ? '' : '  (promises nothing here)';
      return row(world, contenders, workload.name, `${entry.id}${rest}${within(runtime)}`);
    }),
    ...(faults ?? []).map(({ entry, world, contenders, fault, expected, runtime }) => {
      const rest = expected === null ? '  (states nothing)' : `: ${expected}`;
      return row(world, contenders, fault, `${entry.id}${rest}${within(runtime)}`);
    }),
  ];
}

export function dryRun(prepared: Prepared, json: boolean): Promise<void> {
  if (json) return printJson(planDocument(prepared));
  return print(`${[...planLines(prepared), ...planTable(prepared)].join('\n')}\n`);
}
