/** What Linux tells of processes in files. Of one that is gone, and on other systems, there is nothing. @see proc_pid_stat(5) */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of the kernel's accounts: 100 a second wherever Linux runs Node. */
const NS_PER_TICK = 1e7;

export function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** One that has ended, and that nobody has asked how, does not. */
export function runs(pid: number): boolean {
  return !['', 'Z', 'X'].includes(statOf(pid)[0] as string);
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)[1]);
}

/** CPU time so far, in user mode and in the kernel. */
export function cpuNsOf(pid: number): number {
  const [user = 0, system = 0] = statOf(pid).slice(11, 13).map(Number);
  return (user + system) * NS_PER_TICK;
}

/** The fields after its name, which may hold anything; one empty one where there are none. */
function statOf(pid: number): string[] {
  const stat = text(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
