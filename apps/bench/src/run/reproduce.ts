/** The commands that measure one cell or make one fault again, and what of a command line may be published. */
import { basename } from 'node:path';
import { shellWord } from '@contend/report/shell-word';
import type { Entry } from '../catalogue.ts';
import type { Plan, PlannedCell } from './plan.ts';
import { WORKLOADS } from './workload.ts';

/** File names without their folders, which name people and machines. */
export function withoutFolders(argv: readonly string[]): string[] {
  const published = (word: string) =>
    /[\\/]/.test(word) && !/^[a-z0-9-]+\/[a-z0-9*?{},-]+/.test(word) ? basename(word) : word;
  return argv.map((word) => {
    const [, flag, value] = word.match(/^(--[a-z-]+=)(.*)$/s) ?? [];
    return flag === undefined || value === undefined ? published(word) : flag + published(value);
  });
}

/** @param cell of the plan */
export function reproduce({ entry, world, contenders, workload }: PlannedCell, plan: Plan): string {
  const words = [
    'npx',
    'contend',
    'run',
    '--strategies',
    entry.id,
    '--worlds',
    world,
    `--${world}`,
    String(contenders),
  ];
  if (WORKLOADS.some(({ name }) => name === workload.name)) words.push('--workloads', workload.name);
  else words.push('--inside', String(workload.insideNs), '--outside', String(workload.outsideNs));
  if (entry.plugin !== undefined) words.push('--plugin', basename(entry.plugin));
  if (!plan.pin) words.push('--no-pin');
  words.push('--window', String(plan.windowMs), '--seed', String(plan.seed));
  return words.map(shellWord).join(' ');
}

/** The command that makes a strategy's faults again, after the shortest of measurements. */
export function reproduceFault({ id, plugin }: Entry, world: string): string {
  const words = ['npx', 'contend', 'run', '--faults', '--profile', 'quick', '--strategies', id, '--worlds', world];
  if (plugin !== undefined) words.push('--plugin', basename(plugin));
  return words.map(shellWord).join(' ');
}
