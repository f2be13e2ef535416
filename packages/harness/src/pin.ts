/** Pins threads to cores: with `taskset`, so that no native addon is needed. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Pins each thread to a core, in turn where there are more threads than cores.
 *
 * @param threads the kernel's ids; `null` where they are not known
 * @returns whether every one is pinned
 */
export async function pin(threads: readonly (number | null)[], cores: readonly number[]): Promise<boolean> {
  try {
    await Promise.all(
      threads.map((thread, i) => {
        if (thread === null) throw new Error('no thread id');
        return run('taskset', ['-cp', String(cores[i % cores.length]), String(thread)]);
      }),
    );
    return true;
  } catch {
    return false;
  }
}

/**
 * A process and those that it starts from then on.
 *
 * @returns whether all its threads are pinned
 */
export async function pinProcess(process: number, cores: readonly number[]): Promise<boolean> {
  try {
    await run('taskset', ['-acp', cores.join(','), String(process)]);
    return true;
  } catch {
    return false;
  }
}

/** All threads of this process, those to come too. */
export function pinSelf(core: number): Promise<boolean> {
  return pin([process.pid], [core]);
}
