/** CPU time of another process, as the kernel tells it. */
import { text } from './descendants.ts';

/** Clock ticks of the kernel's accounts: 100 a second wherever Linux runs Node. */
const NS_PER_TICK = 1e7;

/** So far, in user mode and in the kernel; 0 where the system does not say. @see proc_pid_stat(5) */
export function cpuNsOf(pid: number | undefined): number {
  const stat = text(`/proc/${pid}/stat`);
  // After the name, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * NS_PER_TICK;
}
