/** CPU time of another process, as the kernel tells it. */
import { statOf } from './descendants.ts';

/** Clock ticks of the kernel's accounts: 100 a second wherever Linux runs Node. */
const NS_PER_TICK = 1e7;

/** So far, in user mode and in the kernel; 0 where the system does not say. */
export function cpuNsOf(pid: number): number {
  const [user = 0, system = 0] = statOf(pid).slice(11, 13).map(Number);
  return (user + system) * NS_PER_TICK;
}
