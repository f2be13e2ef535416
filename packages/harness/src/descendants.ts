/** Processes and those that they have started: only Linux tells. */
import { entries, parentOf } from './proc.ts';

/** @returns the process itself, its children, theirs, and so on */
export function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of entries('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const parent = parentOf(pid);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}
