/**
 * Whether a thread still runs, as the system knows it: the one witness that needs nobody's event loop.
 *
 * Linux lists a process's threads in a folder. Their numbers are given again, so when one started is compared as well.
 *
 * @see proc_pid_task(5), proc_pid_stat(5) field 22
 */
import { readFileSync, readlinkSync } from 'node:fs';
import type { SystemThread } from './registry.ts';

/** Of field 22, counted from the first one behind the name in brackets, which may hold spaces itself. */
const START_TIME = 19;

/** Zeros where the system does not tell. */
export function thisSystemThread(): SystemThread {
  try {
    const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    return { id, started: startOf(id) };
  } catch {
    return { id: 0, started: 0 };
  }
}

/** Whether it is certain that the thread has ended: where the system does not tell, nothing is. */
export function hasEnded({ id, started }: SystemThread): boolean {
  if (id === 0) return false;
  try {
    return startOf(id) !== started;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ESRCH: it ended while its file was read.
    return code === 'ENOENT' || code === 'ESRCH';
  }
}

/** In the system's ticks since it booted, modulo 2^32. */
function startOf(id: number): number {
  const stat = readFileSync(`/proc/self/task/${id}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME]) | 0;
}
