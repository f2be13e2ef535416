/**
 * Increments by the billion over each strategy of ours, where it promises exactness, with the count checked at
 * every barrier: on threads, or on tasks if it promises nothing there. Contenders: one a core, or 64 tasks.
 *
 * Writes `results/<machine>/soak.json` after every process. A soak that is started again goes on where it was, as long as
 * the strategy's source, the runtime and the machine are the same.
 *
 * node src/endurance/soak/soak.ts [--increments 1e9] [--strategies GLOB,…] [--minutes-each 1] [--out DIR]
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { catalogue, type Entry, select } from '@contend/bench/catalogue/catalogue';
import { ownRuntime } from '@contend/bench/catalogue/runtime';
import { Failure, STATUS } from '@contend/bench/cli/failure';
import { amount, wholeNumber } from '@contend/bench/cli/flags';
import { interruptible } from '@contend/bench/cli/interrupt';
import { progress } from '@contend/bench/cli/progress';
import { readDocument, SOAK, type Soak, type SoakRow, writeDocument } from '@contend/documents';
import { describeHost, machineName, plainText, usableCores } from '@contend/record';
import { circumstances, RESULTS } from '../../results.ts';
import { runScript, scriptFlags } from '../../script.ts';
import { emptyRow, goOn, isDone, type Subject, type Target } from './row.ts';

const INCREMENTS = 1_000_000_000;
/** Slow ones stop there, and say what they came to. */
const MINUTES_EACH = 1;
const TASKS = 64;

const talk = progress(process.stderr);
await runScript('soak', soak);

async function soak(): Promise<number> {
  const values = scriptFlags({
    increments: String(INCREMENTS),
    strategies: undefined as string | undefined,
    'minutes-each': String(MINUTES_EACH),
    out: RESULTS,
  });
  const target: Target = {
    increments: wholeNumber('--increments', String(Number(values.increments)), 1, 1e12),
    seconds: 60 * amount('--minutes-each', values['minutes-each'], 0, 10_000),
  };
  const signal = interruptible(() => talk.say('stopping: what was counted is kept, and soak goes on from there'));
  const host = await describeHost();
  const runtime = ownRuntime();
  const entries = await catalogue([], runtime, signal);
  const subjects = select(entries, values.strategies ?? '**').flatMap((entry) => subjectOf(entry, usableCores(host)));
  if (subjects.length === 0) {
    throw new Failure('empty-plan', 'nothing to soak: none of these is ours, at hand and promises anything');
  }
  const document: Soak = { ...circumstances(host), increments: target.increments, rows: [] };
  document.rows = before(values.out, document, entries);
  const means = { cores: host.allowedCores, runtime, signal };
  let path = '';
  try {
    for (const [i, subject] of subjects.entries()) {
      let row = document.rows.find((each) => isOf(each, subject)) ?? emptyRow(subject, new Date());
      while (!isDone(row, target)) {
        talk.show(`${row.strategy}, ${row.operations} increments`, i / subjects.length, left(subjects.length - i, row));
        row = { ...(await goOn(row, subject, target, means)), commit: document.suite.commit };
        document.rows = [...document.rows.filter((each) => !isOf(each, subject)), row];
        path = writeDocument(values.out, SOAK, document);
      }
      talk.end();
      console.log(line(row));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  talk.end();
  if (path !== '') console.log(`written to ${join(machineName(host), SOAK.file)}`);
  if (signal.aborted) return STATUS.interrupted;
  return document.rows.every(({ verdict }) => verdict === 'exact') ? STATUS.held : STATUS.broken;

  /** At most, in ms. */
  function left(strategies: number, { seconds }: SoakRow): number {
    return Math.max(0, strategies * target.seconds - seconds) * 1_000;
  }
}

/** Somebody else's lock is not ours to soak, and the negative control promises nothing. */
function subjectOf(entry: Entry, cores: number): Subject[] {
  if (entry.guest || entry.absent !== undefined) return [];
  if (entry.promises.includes('threads')) return [{ entry, world: 'threads', contenders: Math.max(2, cores) }];
  return entry.promises.includes('tasks') ? [{ entry, world: 'tasks', contenders: TASKS }] : [];
}

function isOf({ strategy, world }: SoakRow, subject: Subject): boolean {
  return strategy === subject.entry.id && world === subject.world;
}

/** The rows of an earlier soak that still hold: none of another runtime or machine, none of a changed source. */
function before(out: string, { host, runtime, increments }: Soak, entries: readonly Entry[]): SoakRow[] {
  const path = join(out, machineName(host), SOAK.file);
  if (!existsSync(path)) return [];
  const found = readDocument(path, SOAK);
  if (!isDeepStrictEqual([found.host.cpu, found.runtime], [host.cpu, runtime])) return [];
  return found.rows
    .filter(({ strategy, strategyVersion }) =>
      entries.some((entry) => entry.id === strategy && entry.strategyVersion === strategyVersion),
    )
    .map((row) => ({ ...row, reached: row.operations >= increments }));
}

function line({
  strategy,
  world,
  contenders,
  operations,
  observed,
  seconds,
  verdict,
  reason,
  reached,
}: SoakRow): string {
  const short = reached ? '' : ', time was up';
  const why = reason === null ? '' : ` (${plainText(reason)})`;
  const lost = operations === observed ? '' : `, ${operations - observed} lost`;
  return `${verdict}${why}  ${strategy}, ${contenders} ${world}: ${operations} increments${lost} in ${seconds.toFixed(0)} s${short}`;
}
