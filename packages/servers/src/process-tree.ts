/** A process and those that it started. */
import { readFileSync } from 'node:fs';

/** None where the system does not tell: there PostgreSQL's processes notice by themselves that the first of them is gone. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

const descendantsOf = (pid: number): number[] => childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

/** @returns whom it was sent to */
export function signalTree(pid: number, signal: NodeJS.Signals): number[] {
  // Whoever is stopped starts no others while they are counted.
  signalOne(pid, 'SIGSTOP');
  const tree = [pid, ...descendantsOf(pid)];
  for (const each of tree) signalOne(each, signal);
  return tree;
}

/** Whether a process runs, where the system tells. One that has ended, and that nobody has asked how, does not. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Behind the name, which may hold anything.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    // Another user's, which may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
