/** A child process that is asked one thing, answers once and ends; or is ended. */
import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { askPage } from './browser/ask-page.ts';
import { type Executable, isBrowser, startArguments } from './runtime.ts';

/** `late`: it had to be killed for want of an answer. */
export type Outcome<T> = { answer: T } | { died: string; late: boolean };

export interface Asking {
  runtime: Executable;
  /** Flags of the engine to start it with; none unless told. */
  flags?: readonly string[];
  timeLimitMs: number;
  /** ms between asking it to stop and killing it; 0 kills it at once. */
  graceMs: number;
  signal?: AbortSignal | undefined;
}

/** Beside the packages: a folder that nobody else may write to, since code is run from it. */
const COMPILE_CACHE = fileURLToPath(new URL('../../../node_modules/.cache/contend', import.meta.url));

/**
 * Without what would make a child measure differently here than on the next machine; with a cache of compiled code,
 * which halves the start of a process and its threads.
 */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...rest } = process.env;
  return { ...rest, NODE_COMPILE_CACHE: COMPILE_CACHE };
}

const LONGEST_REASON = 300;

/** The last thing it said before it died. Its words are a stranger's: printable ones only. */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.replaceAll(/\p{C}/gu, '').trim());
  const telling = lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
  return telling.slice(0, LONGEST_REASON);
}

/**
 * Asks a module of ours, in a process of its own.
 *
 * @returns its answer, or how it died. Rejects with the signal's reason when that is aborted; the child is then dead.
 */
export async function ask<T>(module: URL, question: object, asking: Asking): Promise<Outcome<T>> {
  if (isBrowser(asking.runtime)) return askPage<T>(module, question, asking);
  const { signal, flags = [] } = asking;
  signal?.throwIfAborted();
  const child = fork(module, [], {
    execPath: asking.runtime.path,
    execArgv: startArguments(asking.runtime, flags),
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // When memory runs out, the kernel should take this process and not one that has results to lose.
  if (process.platform === 'linux') writeFile(`/proc/${child.pid}/oom_score_adj`, '1000').catch(() => {});
  const { promise, resolve, reject } = Promise.withResolvers<Outcome<T>>();
  let stderr = '';
  let limit = '';
  const timers: NodeJS.Timeout[] = [];
  const abort = () => {
    child.kill('SIGKILL');
    reject(signal?.reason);
  };
  // A fork notices that it has lost its parent, but only once it is up.
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  signal?.addEventListener('abort', abort, { once: true });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-10_000);
  });
  child.once('message', (answer: T) => resolve({ answer }));
  child.once('error', ({ message }) => resolve({ died: message, late: false }));
  // 'close' comes after the last message and the last words.
  child.once('close', (code, killed) => {
    const how = limit !== '' ? limit : killed !== null ? `killed by ${killed}` : `exited with status ${code}`;
    const words = lastWords(stderr);
    resolve({ died: words === '' ? how : `${how}: ${words}`, late: limit !== '' });
  });
  const kill = () => {
    limit = `no answer within ${(asking.timeLimitMs + asking.graceMs) / 1_000} s`;
    child.kill('SIGKILL');
  };
  timers.push(setTimeout(() => child.connected && child.send({ stop: true }), asking.timeLimitMs));
  timers.push(setTimeout(kill, asking.timeLimitMs + asking.graceMs));
  child.send(question, () => {});
  try {
    return await promise;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    process.off('exit', orphan);
    await gone(child);
  }
}

/** Nothing is measured beside a process that is still on its way out. */
function gone(child: ReturnType<typeof fork>): Promise<unknown> | undefined {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return undefined;
  return new Promise((resolve) => child.once('exit', resolve));
}
