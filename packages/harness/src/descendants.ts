/** Processes and those that they have started: only Linux tells. */
import { readdirSync, readFileSync } from 'node:fs';

/** @returns the process itself, its children, theirs, and so on */
export function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of entries('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = Number(statOf(Number(pid))[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** One that has ended, and that nobody has asked how, does not. */
export function runs(pid: number): boolean {
  return !['', 'Z', 'X'].includes(statOf(pid)[0] as string);
}

/** The fields after its name, which may hold anything: state, parent, and so on; one empty one for a process that is gone. @see proc_pid_stat(5) */
export function statOf(pid: number): string[] {
  const stat = text(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Nothing of what is gone meanwhile. */
export function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** As {@link entries}. */
export function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
