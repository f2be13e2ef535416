/**
 * A process that stands between contend and a server: it makes the server's folder, starts the server, and ends the server
 * and removes the folder once contend is gone, whatever became of it. A channel that closes is noticed even after SIGKILL.
 *
 * It leads a session of its own, so that a terminal's Ctrl-C reaches neither it nor the server.
 *
 * @see setsid(2)
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GuardedCommand, Job, Message } from './guarded.ts';
import { alive, signalTree } from './process-tree.ts';

const LOG = 'log';
/** Characters of the log's end, which tell why a program ended. */
const TOLD = 4_000;
const LOOK_MS = 5;
/** ms after which whoever was killed and still stands in the process table is one that nobody reaps. */
const UNREAPED_MS = 10_000;

let folder = '';
let server: ChildProcess | undefined;
let ending = false;

/** Nobody may be there to hear it. */
const tell = (message: Message) => process.connected && process.send?.(message, () => {});

function logged(): string {
  try {
    return readFileSync(join(folder, LOG), 'utf8').slice(-TOLD);
  } catch {
    return '';
  }
}

function launch({ file, arguments: words, user, env }: GuardedCommand): Promise<ChildProcess> {
  const log = openSync(join(folder, LOG), 'w');
  const child = spawn(file, words, { ...user, env, cwd: folder, stdio: ['ignore', log, log] });
  // Known at once to whoever ends it.
  server = child;
  closeSync(log);
  return new Promise((resolve, reject) => child.once('error', reject).once('spawn', () => resolve(child)));
}

const exitOf = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** Its id may be another process's once it has ended. */
const running = () => server !== undefined && server.exitCode === null && server.signalCode === null;

function signal(name: NodeJS.Signals): number[] {
  return running() ? signalTree(server?.pid as number, name) : [];
}

async function kill(): Promise<void> {
  const pids = signal('SIGKILL');
  if (server === undefined) return;
  await exitOf(server);
  // PostgreSQL's other processes hold its memory until they are gone, too.
  for (const end = Date.now() + UNREAPED_MS; pids.some(alive) && Date.now() < end; ) await delay(LOOK_MS);
}

/** PostgreSQL has a segment of System V memory, which outlives it when it is killed: the last number of this line. */
function removeSharedMemory(): void {
  try {
    const segment = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[6];
    spawnSync('ipcrm', ['-m', segment?.trim().split(/\s+/)[1] ?? '']);
  } catch {
    // It had none.
  }
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await kill();
  removeSharedMemory();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  process.exit();
}

const jobs: { [J in Job['job']]: (job: Extract<Job, { job: J }>) => Promise<void> | void } = {
  run: async ({ command }) => {
    const program = await launch(command);
    await exitOf(program);
    if (program.exitCode !== 0) throw new Error(logged());
  },
  launch: async ({ command }) => {
    const child = await launch(command);
    const ended = () => tell({ exited: logged() });
    if (running()) child.once('exit', ended);
    else ended();
  },
  kill,
  stop: () => void signal('SIGSTOP'),
  resume: () => void signal('SIGCONT'),
};

process.on('message', async (job: Job) => {
  if (ending) return;
  try {
    await (jobs[job.job] as (job: Job) => Promise<void> | void)(job);
    tell({ done: job.job });
  } catch (error) {
    tell({ failed: (error as Error).message });
  }
});
process.once('disconnect', end);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, end);
// It may have been left alone while it was loaded.
if (!process.connected) process.exit();
try {
  folder = mkdtempSync(join(tmpdir(), process.argv[2] as string));
  tell({ folder });
} catch (error) {
  tell({ failed: (error as Error).message });
}
