/** `contend run`: measures, records, draws and sums up. */
import { basename, dirname, extname } from 'node:path';
import { type ContendRecord, describeCircumstances, FAULTS_LEFT_OUT, hostWarnings } from '@contend/record';
import { absence } from '../catalogue/catalogue.ts';
import { STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson, terminal } from '../cli/print.ts';
import { type Progress, progress } from '../cli/progress.ts';
import type { Problem } from '../report/others.ts';
import { asTyped } from './as-typed.ts';
import { brokenPromises } from './broken-promises.ts';
import { dryRun, planLines } from './dry-run.ts';
import { faultsLeftOut } from './faults.ts';
import { keeper } from './keep.ts';
import { type Measurement, measure } from './measure.ts';
import { type Prepared, prepare, type Wanted } from './prepare.ts';

export interface RunOptions extends Wanted {
  dryRun: boolean;
  out?: string;
  json: boolean;
}

export interface RunResult {
  status: number;
  /** Of what was measured, and where it was written: `null` where there is none. */
  record: ContendRecord | null;
  path: string | null;
}

/** Where records go unless told; with `--json` the record goes to stdout alone. */
const OUT = 'results';
const FAULTS_MEND = 'make them in Node';
const ABSENT_MEND = 'measure it on a host and in a runtime that have what it needs';

/** @param argv what was typed after `contend` */
export async function run(options: RunOptions, argv: readonly string[]): Promise<number> {
  return (await runTo(process.stdout, options, argv)).status;
}

/**
 * A whole run, for a command that has more to say of it.
 *
 * @param stream where the summary goes
 * @param argv what was typed after `contend`
 */
export async function runTo(
  stream: NodeJS.WriteStream,
  options: RunOptions,
  argv: readonly string[],
): Promise<RunResult> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: what was measured is kept (Ctrl-C again stops at once)'));
  const prepared = await prepare(options, signal);
  if (options.dryRun) {
    await dryRun(prepared, options.json);
    return { status: STATUS.held, record: null, path: null };
  }
  const out = options.out ?? (options.json ? undefined : OUT);
  const keep = out === undefined ? undefined : keeper(out, talk.say, () => performance.now());
  for (const line of planLines(prepared)) talk.say(line);
  const warnings = await warned(prepared, talk);
  const measurement = await measure(prepared, { argv, warnings, progress: talk, signal, keep });
  const { record } = measurement;
  const status = () => (signal.aborted ? STATUS.interrupted : concluded(measurement, prepared, talk));
  if (record.cells.length === 0) {
    if (options.json) await printJson(record);
    talk.say('stopped before anything was measured');
    return { status: status(), record: null, path: null };
  }
  // Half a second to load, which nobody should wait for who only mistyped a flag.
  const { renderSummary, writeReport } = await import('@contend/report');
  if (options.json) await printJson(record);
  else {
    const told = asTyped(record, prepared.plan, prepared.faults);
    await print(`\n${renderSummary(told, terminal(stream))}\n`, stream);
  }
  const path = keep?.finished(record) ?? null;
  if (path !== null) {
    talk.say(`record    ${path}`);
    try {
      const { othersBeside } = await import('../report/others.ts');
      const problems: Problem[] = [];
      const others = othersBeside(path, record, problems);
      for (const { message } of problems) talk.say(`warning: ${message}`);
      const written = await writeReport(record, dirname(path), basename(path), null, others);
      for (const each of written) talk.say(`${kindOf(each)}${each}`);
    } catch (error) {
      // The record is safe, and `contend report` makes the rest of it again.
      talk.say(`warning: not all of the report could be written: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { status: status(), record, path };
}

/** What about this host can distort figures, told and for the record; and what is left out, which the plan's lines tell. */
async function warned({ host, plan, faults }: Prepared, talk: Progress): Promise<ContendRecord['warnings']> {
  const warnings = hostWarnings(host, await describeCircumstances(host), plan.pin && host.allowedCores !== null);
  for (const { message, mend } of warnings) talk.say(`warning: ${message}${mend === null ? '' : `; ${mend}`}`);
  const absent = plan.absent.map((each) => ({ code: 'absent', message: absence(each), mend: ABSENT_MEND }));
  const leftOut = (faults === null ? [] : faultsLeftOut(plan)).map((clause) => ({
    code: FAULTS_LEFT_OUT,
    message: `faults left out: ${clause}`,
    mend: FAULTS_MEND,
  }));
  return [...warnings, ...absent, ...leftOut];
}

/** Tells what was broken. @returns the exit status */
function concluded(measurement: Measurement, prepared: Prepared, talk: Progress): number {
  const broken = brokenPromises(measurement, prepared);
  for (const { guest, says } of broken) talk.say(`${guest ? 'guest ' : ''}broke its promise: ${says}`);
  const { refusal } = measurement;
  if (refusal !== undefined) talk.say(`contend: ${refusal.message}`);
  if (broken.some(({ guest }) => !guest)) return STATUS.broken;
  return refusal?.status ?? STATUS.held;
}

/** What a file of the report is, in a column. */
function kindOf(path: string): string {
  const kinds: Record<string, string> = { '.svg': 'picture', '.csv': 'table' };
  return (kinds[extname(path)] ?? 'page').padEnd(10);
}
