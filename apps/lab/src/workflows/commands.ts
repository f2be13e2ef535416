/** What the workflows under .github run: lines of this repository's own commands, which run anywhere else as well. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

/** As far as it is looked at. */
export interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; 'timeout-minutes'?: number; steps: Step[] }>;
}

export const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

/** What every step runs, that of several lines as one. */
export const commandsOf = (workflow: Workflow): string[] =>
  stepsOf(workflow).flatMap(({ run }) => (run === undefined ? [] : [run.trim()]));

/** By the name of its file. */
export function workflowsIn(root: string): Record<string, Workflow> {
  const folder = join(root, '.github', 'workflows');
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return Object.fromEntries(names.map((name) => [name, parse(readFileSync(join(folder, name), 'utf8'))]));
}

export interface Known {
  /** What `contend <command> --help` says; `undefined` for a command that is none. */
  help: (command: string) => string | undefined;
  tasks: readonly string[];
  /** Paths in the repository. */
  scripts: (path: string) => boolean;
}

/** Why a line is no command of ours, or `null`. */
export function unknown(line: string, { help, tasks, scripts }: Known): string | null {
  if (line === 'npm ci') return null;
  // An expression would be put into the shell's text before the shell reads it.
  if (/[$`|&;<>*?'"\\\n]/.test(line)) return 'is more than words';
  const [program, second, ...rest] = line.split(/\s+/) as [string, ...string[]];
  if (program === 'bash' && rest.length === 0) {
    return second !== undefined && scripts(second) ? null : `there is no script ${second}`;
  }
  const [command, ...words] = rest;
  if (program !== 'npx' || command === undefined) return 'is no command of this repository';
  if (second === 'turbo' && command === 'run') {
    const missing = words.find((task) => !tasks.includes(task));
    return missing === undefined ? null : `there is no task ${missing}`;
  }
  if (second !== 'contend') return 'is no command of this repository';
  const says = help(command);
  if (says === undefined) return `there is no contend ${command}`;
  const flag = words.find((word) => word.startsWith('-') && !new RegExp(`^ +${word}\\b`, 'm').test(says));
  return flag === undefined ? null : `contend ${command} knows no ${flag}`;
}
