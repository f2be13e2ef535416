/** What the workflows under .github run: lines of this repository's own commands, which run anywhere else as well. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Step {
  workflow: string;
  command: string;
}

/** The `run:` of every step. Those of several lines are given as `|`, and so known as no command. */
export function stepsOf(workflow: string, text: string): Step[] {
  return [...text.matchAll(/^\s*(?:- )?run:[ \t]*(.*)$/gm)].map(([, command]) => ({
    workflow,
    command: (command as string).trim(),
  }));
}

export function workflowSteps(root: string): Step[] {
  const folder = join(root, '.github', 'workflows');
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .flatMap((name) => stepsOf(name, readFileSync(join(folder, name), 'utf8')));
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
  if (/[$`|&;<>*?'"\\]/.test(line)) return 'is more than words';
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
