/** The workers of a browser's pages, seen from outside by their threads' names: only Linux shows them. */
import { readdirSync, readFileSync } from 'node:fs';

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
      names(`/proc/${pid}/task`)
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

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of names('/proc').filter((name) => /^\d+$/.test(name))) {
    // After the name, which may hold anything: state and parent.
    const parent = Number(text(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Nothing of what is gone meanwhile. */
function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
