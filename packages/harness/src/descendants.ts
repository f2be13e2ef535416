/** Processes and those that they have started: only Linux tells. */
import { readdirSync, readFileSync } from 'node:fs';

/** @returns the process itself, its children, theirs, and so on */
export function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of entries('/proc').filter((name) => /^\d+$/.test(name))) {
    // After the name, which may hold anything: state and parent.
    const parent = Number(text(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
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
