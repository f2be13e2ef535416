/** A small website on this machine, visited for a moment: a primary with workers of node:cluster, in processes of their own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Visited {
  /** Hits that were answered. */
  answered: number;
  /** The largest number that a page showed: what the counter says. */
  count: number;
}

/**
 * Runs the website that the file `source` exports, hits it, and ends it: none of its processes is left.
 *
 * @param counting which of its `counting` the workers call
 */
export type Visit = (counting: string) => Promise<Visited>;

const HITS = 1_000;
/** Visitors at a time, each with a connection that it keeps. */
const VISITORS = 16;
const PROGRAM = fileURLToPath(new URL('./site-process.ts', import.meta.url));

/** @param source URL of a file that exports `serve` and `counting`, as `7-website.ts` does */
export async function visitSite(source: string, counting: string, signal: AbortSignal): Promise<Visited> {
  signal.throwIfAborted();
  const primary = fork(PROGRAM, [source, counting], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const site = watched(primary, signal);
  const end = async (): Promise<void> => {
    // The primary ends its workers, then itself.
    if (primary.connected) primary.disconnect();
    await site.closed;
  };
  try {
    const [port] = await Promise.race([once(primary, 'message'), site.cutOff]);
    return await Promise.race([visit(port as number), site.cutOff]);
  } catch (error) {
    await end();
    const reason = signal.aborted ? null : site.reason();
    throw reason === null ? error : new Error(`the website ended by itself: ${reason}`);
  } finally {
    await end();
  }
}

interface Watched {
  /** When none of its processes is left: the pipe for errors is open until the last that inherited it has ended. */
  closed: Promise<unknown>;
  /** Rejects when it ends by itself, or is to end early. */
  cutOff: Promise<never>;
  /** Of what a process said that died of an error, the line that names it. */
  reason(): string | null;
}

function watched(primary: ChildProcess, signal: AbortSignal): Watched {
  const errors = primary.stderr as Readable;
  let said = '';
  errors.setEncoding('utf8').on('data', (more: string) => {
    said += more;
  });
  // Its own event `close` is not emitted once this side has disconnected (seen with Node 26.10).
  const ended = new Promise<void>((resolve) => primary.once('exit', () => resolve()).once('error', () => resolve()));
  const closed = Promise.all([ended, new Promise<void>((resolve) => errors.once('close', resolve))]);
  const cutOff = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    primary.once('error', reject);
    closed.then(() => reject(new Error('the website ended by itself, and did not say why')));
  });
  // It ends in any case, when nobody waits for that any more.
  cutOff.catch(() => {});
  return { closed, cutOff, reason: () => /^\w*Error\b.*$/m.exec(said)?.[0] ?? null };
}

async function visit(port: number): Promise<Visited> {
  const agent = new Agent({ keepAlive: true });
  const shown: number[] = [];
  let left = HITS;
  const visitor = async (): Promise<void> => {
    while (left > 0) {
      left--;
      shown.push(await hit(port, agent));
    }
  };
  try {
    await Promise.all(Array.from({ length: VISITORS }, visitor));
  } finally {
    agent.destroy();
  }
  return { answered: shown.length, count: shown.reduce((most, each) => Math.max(most, each), 0) };
}

/** @returns the number that the page shows */
function hit(port: number, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, agent }, (page) => {
      text(page).then((number) => resolve(Number(number)), reject);
    });
    asked.on('error', reject);
  });
}
