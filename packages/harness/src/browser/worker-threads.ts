/** The workers of a browser's pages, seen from outside by their threads' names: only Linux shows them. */
import { descendants } from '../descendants.ts';
import { entries, text } from '../proc.ts';

/** As Chromium and Firefox call them, whose names are cut after 15 letters. */
const WORKERS = ['DedicatedWorker', 'DOM Worker'];

export interface WorkerThread {
  process: number;
  /** The kernel's id. */
  thread: number;
}

/** @param root id of a process, whose descendants are looked at; Firefox has workers of its own in it, which no page has */
export function workerThreads(root: number): WorkerThread[] {
  return descendants(root)
    .filter((pid) => pid !== root)
    .flatMap((pid) =>
      entries(`/proc/${pid}/task`)
        .filter((thread) => WORKERS.includes(text(`/proc/${pid}/task/${thread}/comm`).trim()))
        .map((thread) => ({ process: pid, thread: Number(thread) })),
    )
    .sort((a, b) => a.thread - b.thread);
}

/** ms of CPU time that they have used. */
export function cpuMsOf(threads: readonly WorkerThread[]): number {
  const ns = threads.map(({ process, thread }) =>
    Number(text(`/proc/${process}/task/${thread}/schedstat`).split(' ')[0]),
  );
  return ns.reduce((sum, each) => sum + (each || 0), 0) / 1e6;
}
