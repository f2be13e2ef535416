/** `contend contribute`: a thorough record into the clone's results, what of it will be published, and how to. */
import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ContendRecord,
  describeHost,
  describeSuite,
  machineName,
  misplaced,
  plainText,
  readRecord,
  recordPath,
} from '@contend/record';
import { shellWord } from '@contend/report/shell-word';
import { Failure, STATUS } from '../cli/failure.ts';
import { print, printJson } from '../cli/print.ts';
import { type RunOptions, run, runTo } from '../run/command.ts';
import { measuredLine, publishedFields } from './fields.ts';
import { identifying, namesOf } from './identity.ts';

export interface ContributeFlags {
  profile: string;
  dryRun: boolean;
  json: boolean;
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const RESULTS = join(ROOT, 'results');

/** @param file a record that was measured already */
export async function contribute(file: string | undefined, flags: ContributeFlags): Promise<number> {
  if (file !== undefined) {
    const path = resolve(file);
    return show(path, readRecord(path).record, flags);
  }
  const suite = describeSuite(ROOT);
  comparable(suite);
  const host = await describeHost();
  // Better before half an hour of measuring than after.
  anonymous({ host });
  const options = {
    profile: flags.profile,
    plugin: [],
    pin: true,
    faults: false,
    timeLimit: '10',
    out: RESULTS,
    json: false,
  };
  if (flags.dryRun) return plan(options, { host, suite }, flags.json);
  const argv = ['run', '--profile', flags.profile, '--out', 'results'];
  // Its summary would stand in the way of what this command says of the record.
  const { status, record, path } = await runTo(process.stderr, { ...options, dryRun: false }, argv);
  if (record === null || path === null || status === STATUS.interrupted) return status;
  await show(resolve(path), record, flags);
  return status;
}

/** What would be measured and told, without measuring. */
async function plan(
  options: Omit<RunOptions, 'dryRun'>,
  known: Pick<ContendRecord, 'host' | 'suite'>,
  json: boolean,
): Promise<number> {
  const publishes = publishedFields(known);
  const folder = `results/${machineName(known.host)}`;
  if (json) {
    await printJson({ record: null, folder, publishes: Object.fromEntries(publishes), next: [] });
    return STATUS.held;
  }
  const status = await run({ ...options, dryRun: true }, []);
  await print(`\nwould be written to ${folder}, and publish of this machine:\n${table(publishes)}\n`);
  return status;
}

async function show(file: string, record: ContendRecord, { json, dryRun }: ContributeFlags): Promise<number> {
  if (record.partial) {
    throw new Failure('partial', `${file} was interrupted: contribute a run that went to its end`);
  }
  comparable(record.suite);
  anonymous(record);
  const path = inPlace(file, record);
  if (path !== file && !dryRun) copyTo(path, file);
  const publishes = publishedFields(record);
  const next = nextSteps(record);
  if (json) {
    await printJson({
      record: shown(path),
      folder: shown(dirname(path)),
      publishes: Object.fromEntries(publishes),
      measured: measuredLine(record),
      next,
    });
    return STATUS.held;
  }
  await print(
    [
      `${shown(path)} publishes of this machine:`,
      table(publishes),
      `and what was measured: ${plainText(measuredLine(record))}`,
      '',
      'Neither the name of this machine nor that of its user nor their folders are in it. If you agree to every line, then',
      'in the clone (nothing was sent anywhere):',
      ...next.map((command) => `  ${command}`),
      'and open a pull request from that branch. CI computes every summary again from the rounds.',
      '',
    ].join('\n'),
  );
  return STATUS.held;
}

/** Where a record belongs in the clone. @throws RecordError when it lies among the results, and at a wrong place */
function inPlace(file: string, record: ContendRecord): string {
  if (!file.startsWith(RESULTS + sep)) return recordPath(RESULTS, record);
  const error = misplaced(RESULTS, file, record, Date.now());
  if (error !== null) throw error;
  return file;
}

/** One from elsewhere is copied, since what is published lies in the clone. */
function copyTo(path: string, file: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    copyFileSync(file, path, constants.COPYFILE_EXCL);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const mend = code === 'EEXIST' ? 'give that one, or remove it' : 'free some space or copy it yourself';
    throw new Failure('unwritable', `cannot copy the record to ${shown(path)} (${code}): ${mend}`);
  }
}

/** Figures of a changed contend are nobody else's. @throws Failure */
function comparable({ commit, dirty }: ContendRecord['suite']): void {
  if (commit === null) {
    throw new Failure('no-clone', 'nothing tells which contend this is: contribute from a git clone of the repository');
  }
  if (dirty === true) {
    const message =
      'measured with a changed contend: commit or stash the changes outside results/ (git status), run again';
    throw new Failure('dirty', message);
  }
}

/** @throws Failure that names the fields, and not what they hold */
function anonymous(record: Partial<ContendRecord>): void {
  const found = identifying(record, namesOf());
  const [first] = found;
  if (first === undefined) return;
  const others = found.length === 1 ? '' : `, and ${found.length - 1} more`;
  const message = `${first.field} holds the ${first.what} of this machine${others}: nothing is published; measure under another name`;
  throw new Failure('identifying', plainText(message));
}

function nextSteps(record: ContendRecord): string[] {
  const machine = machineName(record.host);
  const name = basename(recordPath('.', record), '.json').replace(/T.*/, '');
  return [
    `git switch -c ${shellWord(`results-${machine}-${name}`)}`,
    `npx contend report ${shellWord(`results/${machine}`)}`,
    `git add ${shellWord(`results/${machine}`)}`,
    `git commit -m ${shellWord(`Results of ${machine}`)}`,
    'git push -u origin HEAD',
  ];
}

/** With `/` on every system. */
function shown(path: string): string {
  return relative(ROOT, path).split(sep).join('/');
}

function table(fields: readonly [string, string][]): string {
  const widest = Math.max(...fields.map(([field]) => field.length));
  return fields.map(([field, value]) => `  ${field.padEnd(widest)}  ${plainText(value)}`).join('\n');
}
