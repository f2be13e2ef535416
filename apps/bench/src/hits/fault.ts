/** What befalls a website in mid-load: its workers in turn, each after a pause, and again while there is time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { HitsFault } from '@contend/documents';
import type { Website } from './site/website.ts';

/** In this order. */
export const FAULTS: readonly HitsFault[] = ['kill', 'stall', 'rolling-restart'];

/** For how long a worker is stopped: twice as long as the lock of `set-nx-lock` lives. */
export const STALL_MS = 1_000;
export const PAUSE_MS = 250;

interface Blow {
  website: Website;
  /** Its process id. */
  worker: number;
  signal: AbortSignal;
}

/** It may have died meanwhile. */
function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const BLOWS: Record<HitsFault, (blow: Blow) => Promise<void>> = {
  async kill({ website, worker }) {
    const { length } = website.listening;
    send('SIGKILL', worker);
    const another = () => !website.listening.includes(worker) && website.listening.length === length;
    await website.until(another, 'another worker takes the place of one that was killed');
  },
  async stall({ worker, signal }) {
    send('SIGSTOP', worker);
    // Whoever ends the website then kills it as it is.
    await sleep(STALL_MS, undefined, { signal });
    send('SIGCONT', worker);
  },
  'rolling-restart': ({ website, worker }) => website.replace(worker),
};

/**
 * Makes a fault for so many ms, and in every worker once at least.
 *
 * @throws {WebsiteError} when the website does not survive it; rejects with the signal's reason when that is aborted
 */
export async function makeFault(fault: HitsFault, website: Website, ms: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + ms;
  do {
    for (const worker of [...website.listening]) {
      await sleep(PAUSE_MS, undefined, { signal });
      await BLOWS[fault]({ website, worker, signal });
    }
  } while (performance.now() < end);
  await sleep(PAUSE_MS, undefined, { signal });
}
