/** The commands that measure one cell or make one fault again, and what of a command line may be published. */
import { basename } from 'node:path';
import { ENGINES } from '@contend/counter';
import { shellWord } from '@contend/report/shell-word';
import type { Entry } from '../catalogue/catalogue.ts';
import type { Plan, PlannedCell } from './plan.ts';
import { WORKLOADS } from './workload.ts';

/**
 * Whom a command is for: whoever typed the run can paste it where they typed that; in a record files have no folders,
 * which would name people and machines.
 */
export type Audience = 'typist' | 'published';

/** Flags whose value is a URL, in which there may be a password. */
const URL_FLAGS: readonly string[] = ENGINES.map((engine) => `--${engine}`);
const HIDDEN = 'URL';

/** File names without their folders, and no URL of a server. */
export function withoutFolders(argv: readonly string[]): string[] {
  const published = (word: string) =>
    /[\\/]/.test(word) && !/^[a-z0-9-]+\/[a-z0-9*?{},-]+/.test(word) ? basename(word) : word;
  return argv.map((word, i) => {
    if (URL_FLAGS.includes(argv[i - 1] ?? '')) return HIDDEN;
    const [, flag, value] = word.match(/^(--[a-z-]+=)(.*)$/s) ?? [];
    if (flag === undefined || value === undefined) return published(word);
    return flag + (URL_FLAGS.includes(flag.slice(0, -1)) ? HIDDEN : published(value));
  });
}

/** A strategy in a world and a runtime, with the files that they come from. */
type Subject = Pick<PlannedCell, 'entry' | 'world' | 'runtime'>;

function subject({ entry, world, runtime }: Subject, audience: Audience): string[] {
  const file = (path: string) => (audience === 'published' ? basename(path) : path);
  return [
    ...['--strategies', entry.id, '--worlds', world],
    ...(entry.plugin === undefined ? [] : ['--plugin', file(entry.plugin)]),
    ...(runtime.typed === undefined ? [] : ['--runtime', file(runtime.typed)]),
  ];
}

/** @param cell of the plan */
export function reproduce(cell: PlannedCell, plan: Plan, audience: Audience): string {
  const { entry, world, contenders, workload } = cell;
  const known = WORKLOADS.some(({ name }) => name === workload.name);
  const words = [
    ...[
      'npx',
      'contend',
      'run',
      ...subject(cell, audience),
      `--${world}`,
      String(contenders / (cell.hosts?.length ?? 1)),
    ],
    ...(cell.hosts === undefined || cell.hosts.length === 1 ? [] : ['--hosts', String(cell.hosts.length)]),
    ...(known
      ? ['--workloads', workload.name]
      : ['--inside', String(workload.insideNs), '--outside', String(workload.outsideNs)]),
    ...(world === 'machines' && entry.needs !== undefined && plan.given[entry.needs] !== undefined
      ? [`--${entry.needs}`, HIDDEN]
      : []),
    ...(plan.pin ? [] : ['--no-pin']),
    ...[
      '--window',
      String(plan.windowMs),
      '--time-limit',
      String(plan.timeLimitMs / 1_000),
      '--seed',
      String(plan.seed),
    ],
  ];
  return words.map(shellWord).join(' ');
}

/** The command that explores a strategy again and shows the schedule; it is for the person who typed the run. */
export function reproduceViolation({ id, plugin }: Entry): string {
  const words = ['npx', 'contend', 'check', '--strategies', id, ...(plugin === undefined ? [] : ['--plugin', plugin])];
  return words.map(shellWord).join(' ');
}

/** The command that makes a strategy's faults again, after the shortest of measurements. */
export function reproduceFault(fault: Subject, audience: Audience): string {
  const words = ['npx', 'contend', 'run', '--faults', '--profile', 'quick', ...subject(fault, audience)];
  return words.map(shellWord).join(' ');
}
