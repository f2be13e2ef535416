/** CPU time that the hypervisor gave to somebody else: where Linux counts it. */
import { readFileSync } from 'node:fs';

const STEAL = 7;
/** user, nice, system, idle, iowait, irq, softirq, steal: the guests' time after them is part of user's. */
const COLUMNS = 8;

/** @param stat text of /proc/stat */
function parseStat(stat: string): { steal: number; total: number } | null {
  const columns = stat
    .match(/^cpu\s+(.*)$/m)?.[1]
    ?.trim()
    .split(/\s+/)
    .slice(0, COLUMNS)
    .map(Number);
  if (columns?.length !== COLUMNS) return null;
  return { steal: columns[STEAL] as number, total: columns.reduce((sum, ticks) => sum + ticks, 0) };
}

function read(): ReturnType<typeof parseStat> {
  try {
    return parseStat(readFileSync('/proc/stat', 'utf8'));
  } catch {
    return null;
  }
}

/** Begins to watch. @returns a function that tells the share stolen since; `null` where nobody knows */
export function watchSteal(): () => number | null {
  const before = read();
  return () => {
    const after = read();
    if (before === null || after === null || after.total === before.total) return null;
    return (after.steal - before.steal) / (after.total - before.total);
  };
}
