/** `contend run`: measures, records, draws and sums up. */
import { basename, dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calibrate, runFork } from '@contend/harness';
import type { Report } from '@contend/interleave';
import {
  type ContendRecord,
  describeCircumstances,
  describeHost,
  describeSuite,
  type Host,
  hostWarnings,
  processorName,
  usableCores,
} from '@contend/record';
import { absence, catalogue, type Entry } from '../catalogue/catalogue.ts';
import { ownRuntime, type Runtime, runtimesAt } from '../catalogue/runtime.ts';
import { explore } from '../check/explore.ts';
import { STATUS } from '../cli/failure.ts';
import { listed } from '../cli/flags.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson, terminal } from '../cli/print.ts';
import { duration, type Progress, progress } from '../cli/progress.ts';
import { asTyped } from './as-typed.ts';
import { ClockChecks } from './clock-checks.ts';
import { brokenFaults, faultsMs, makeFaults, PATIENCE_MS, type PlannedFault, plannedFaults } from './faults.ts';
import { keeper } from './keep.ts';
import { auditMs, blockMs, expectedBlocks, type Plan, plan, type RunFlags, settingsOf } from './plan.ts';
import { recordOf } from './record-of.ts';
import { reproduceViolation } from './reproduce.ts';
import { session } from './session.ts';

export interface RunOptions extends RunFlags {
  plugin: string[];
  runtime?: string;
  faults: boolean;
  dryRun: boolean;
  out?: string;
  json: boolean;
}

/** Where records go unless told; with `--json` the record goes to stdout alone. */
const OUT = 'results';
const ABSENT_MEND = 'measure it on a host and in a runtime that have what it needs';
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** About how long all of it takes, ms. */
function planMs(planned: Plan, faults: readonly PlannedFault[] | null): number {
  return auditMs(planned) + expectedBlocks(planned) * blockMs(planned) + faultsMs(faults ?? []);
}

function faultLines(faults: readonly PlannedFault[] | null): string[] {
  if (faults === null) return [];
  const strategies = new Set(faults.map(({ entry }) => entry.id)).size;
  const patience = `stuck: no increment for ${PATIENCE_MS / 1_000} s`;
  return [
    `faults: ${faults.length} in ${strategies} ${strategies === 1 ? 'strategy' : 'strategies'}, about ${duration(faultsMs(faults))} of that; ${patience}`,
  ];
}

function planLines(
  planned: Plan,
  faults: readonly PlannedFault[] | null,
  host: Host,
  runtimes: readonly Runtime[],
): string[] {
  const { cells, absent, profile, pin } = planned;
  const blocks = expectedBlocks(planned);
  const strategies = new Set(cells.map(({ entry }) => entry.id)).size;
  const time = duration(planMs(planned, faults));
  const cores = usableCores(host);
  return [
    `contend ${profile.name}: ${cells.length} cells of ${strategies} ${strategies === 1 ? 'strategy' : 'strategies'}, about ${blocks} ${blocks === 1 ? 'fork' : 'forks'} each, about ${time}`,
    `${processorName(host.cpu)}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${runtimes.map(({ label }) => label).join(', ')}, ${pin ? 'threads pinned' : 'threads not pinned'}, seed ${planned.seed}`,
    ...faultLines(faults),
    ...absent.map((entry) => `left out: ${absence(entry)}`),
  ];
}

function dryRun(
  planned: Plan,
  faults: readonly PlannedFault[] | null,
  json: boolean,
  lines: readonly string[],
): Promise<void> {
  const cells = planned.cells.map(({ entry, world, contenders, workload, runtime, windowMs, promised }) => ({
    strategy: entry.id,
    world,
    contenders,
    workload: workload.name,
    runtime: runtime.label,
    windowMs,
    promised,
  }));
  if (json) {
    const seconds = Math.round(planMs(planned, faults) / 1_000);
    return printJson({
      profile: planned.profile.name,
      forks: expectedBlocks(planned),
      seconds,
      seed: planned.seed,
      cells,
      faults:
        faults?.map(({ entry, world, contenders, runtime, fault, expected }) => ({
          strategy: entry.id,
          world,
          contenders,
          runtime: runtime.label,
          fault,
          expected,
        })) ?? null,
      absent: planned.absent.map(({ id, absent }) => ({ strategy: id, reason: absent })),
    });
  }
  const row = (cell: (typeof cells)[number]) =>
    `  ${cell.world.padEnd(8)} ${String(cell.contenders).padStart(4)}  ${cell.workload.padEnd(11)} ${cell.strategy}${cell.promised ? '' : '  (promises nothing here)'}`;
  const faultRow = ({ entry, world, contenders, fault, expected }: PlannedFault) =>
    `  ${world.padEnd(8)} ${String(contenders).padStart(4)}  ${fault.padEnd(11)} ${entry.id}${expected === null ? '  (states nothing)' : `: ${expected}`}`;
  return print(`${[...lines, ...cells.map(row), ...(faults ?? []).map(faultRow)].join('\n')}\n`);
}

/** What a file of the report is, in a column. */
function kindOf(path: string): string {
  const kinds: Record<string, string> = { '.svg': 'picture', '.csv': 'table' };
  return (kinds[extname(path)] ?? 'page').padEnd(10);
}

/** A wrong count where exactness was promised; a guest's is told, and is not ours to answer for. */
function broken({ cells }: ContendRecord) {
  return cells.filter(({ promised, verdict }) => promised && verdict !== 'exact');
}

/** What exploring every schedule of the strategies' own source tells, before anything is timed. */
async function explored({ cells, profile }: Plan, talk: Progress, signal: AbortSignal): Promise<Report[]> {
  const wanted = cells.filter(({ entry }) => profile.explores(entry));
  const subjects = new Map(wanted.map(({ entry, world }) => [`${entry.id} in ${world}`, { entry, world }]));
  return explore([...subjects.values()], {
    timeLimitMs: profile.exploresMs,
    signal,
    show: ({ entry, world }, done, leftMs) => talk.show(`exploring ${entry.id} in ${world}`, done, leftMs),
  });
}

/**
 * @param argv what was typed after `contend`
 * @param kept hears where the record is; whoever asks has the say on stdout, and the summary goes to stderr
 */
export async function run(
  options: RunOptions,
  argv: readonly string[],
  kept?: (path: string) => void,
): Promise<number> {
  const startedAt = new Date();
  const now = () => performance.now();
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: what was measured is kept (Ctrl-C again stops at once)'));
  const host = await describeHost();
  const cores = usableCores(host);
  const settings = settingsOf(options, cores);
  const runtimes: readonly [Runtime, ...Runtime[]] =
    options.runtime === undefined ? [ownRuntime()] : await runtimesAt(listed('--runtime', options.runtime));
  const [runtime] = runtimes;
  const out = options.out ?? (options.json ? undefined : OUT);
  const keep = out === undefined || options.dryRun ? undefined : keeper(out, talk.say, now);
  const planned = plan(settings, await catalogue(options.plugin, runtime.path, signal), runtimes, cores);
  const faults = options.faults ? plannedFaults(planned, cores) : null;
  const lines = planLines(planned, faults, host, runtimes);
  if (options.dryRun) {
    await dryRun(planned, faults, options.json, lines);
    return STATUS.held;
  }
  const warnings = hostWarnings(host, await describeCircumstances(host), planned.pin && host.allowedCores !== null);
  for (const line of lines) talk.say(line);
  for (const { message, mend } of warnings) talk.say(`warning: ${message}${mend === null ? '' : `; ${mend}`}`);

  // Told above, in the plan's lines.
  for (const entry of planned.absent) {
    warnings.push({ code: 'absent', message: absence(entry), mend: ABSENT_MEND });
  }

  const pinTo = planned.pin ? host.allowedCores : null;
  const nsPerStep = new Map<Runtime, number>();
  if (planned.workloads.some(({ insideNs, outsideNs }) => insideNs + outsideNs > 0)) {
    for (const each of runtimes) nsPerStep.set(each, await calibrate(each.path, pinTo?.[0] ?? null, signal));
  }
  const began = now();
  const reports = await explored(planned, talk, signal);
  talk.end();
  const about = {
    plan: planned,
    argv,
    startedAt,
    suite: describeSuite(ROOT),
    host,
    runtimes,
    nsPerStep,
    warnings,
    reports,
  };
  const none = faults === null ? null : [];
  const clockChecks = new ClockChecks(warnings, runFork);
  const { measured } = await session({
    plan: planned,
    now,
    began,
    cores: pinTo,
    nsPerStep,
    progress: talk,
    clockChecks,
    signal,
    afterBlock: (soFar) => keep?.soFar(() => recordOf(soFar, none, true, about)),
  });
  const refusal = signal.aborted ? undefined : clockChecks.refusal();
  // What other runtimes gave is kept; where there is nothing else, the refusal is all there is to tell.
  if (refusal !== undefined && measured.every(({ forks }) => forks.length === 0)) throw refusal;
  const made =
    faults &&
    (await makeFaults({
      planned: faults,
      progress: talk,
      signal,
      afterEach: (soFar) => keep?.soFar(() => recordOf(measured, [...soFar], true, about)),
    }));
  const interrupted = signal.aborted;
  const record = recordOf(measured, made, interrupted, about);
  const told = asTyped(record, planned, faults);
  // Half a second to load, which nobody should wait for who only mistyped a flag.
  const { renderSummary, writeReport } = await import('@contend/report');
  const nothing = record.cells.length === 0;
  if (options.json) await printJson(record);
  else if (!nothing) {
    const stream = kept === undefined ? process.stdout : process.stderr;
    await print(`\n${renderSummary(told, terminal(stream))}\n`, stream);
  }
  if (nothing) talk.say('stopped before anything was measured');
  if (keep !== undefined && !nothing) {
    const path = keep.finished(record);
    talk.say(`record    ${path}`);
    kept?.(path);
    try {
      for (const each of await writeReport(record, dirname(path), basename(path))) talk.say(`${kindOf(each)}${each}`);
    } catch (error) {
      // The record is safe, and `contend report` makes the rest of it again.
      talk.say(`warning: not all of the report could be written: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (interrupted) return STATUS.interrupted;
  for (const { strategy, contenders, world, verdict, guest, reproduce } of broken(told)) {
    talk.say(
      `${guest ? 'guest ' : ''}broke its promise: ${strategy}, ${contenders} ${world}: ${verdict}; reproduce: ${reproduce}`,
    );
  }
  const otherwise = brokenFaults(told.faults);
  for (const { strategy, world, fault, outcome, expected, guest, reproduce } of otherwise) {
    talk.say(
      `${guest ? 'guest ' : ''}broke its promise: ${strategy} in ${world}, ${fault}: ${outcome}, and it states ${expected}; reproduce: ${reproduce}`,
    );
  }
  const violations = reports.filter(({ promised, verdict }) => promised && verdict === 'violation');
  const entries = new Map(planned.cells.map(({ entry }) => [entry.id, entry]));
  for (const { strategy, says } of violations) {
    const entry = entries.get(strategy) as Entry;
    talk.say(
      `${entry.guest ? 'guest ' : ''}broke its promise: ${strategy}: ${says}; reproduce: ${reproduceViolation(entry)}`,
    );
  }
  if (refusal !== undefined) talk.say(`contend: ${refusal.message}`);
  if (violations.some(({ strategy }) => entries.get(strategy)?.guest === false)) return STATUS.broken;
  if ([...broken(record), ...otherwise].some(({ guest }) => !guest)) return STATUS.broken;
  return refusal?.status ?? STATUS.held;
}
