/**
 * A process between contend and a website: makes the website's folder, starts its primary, and ends all its processes and
 * removes the folder once contend is gone, whatever became of it. A worker that a fault has stopped notices nothing by itself.
 *
 * Guard and primary each lead a session: a terminal's Ctrl-C reaches neither, and the group of the primary has its workers.
 *
 * @see setsid(2), kill(2)
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { News, Order, PrimarySpec, WebsiteSpec } from './messages.ts';

/** ms in which what a process wrote before it ended arrives. */
const LAST_WORDS_MS = 100;
/** ms after which those that were killed are not waited for any more: a plug-in's own processes may live elsewhere. */
const GONE_MS = 10_000;

let folder = '';
let primary: ChildProcess | undefined;
let written = '';
let ending = false;

/** Nobody may be there to hear it. */
const tell = (news: News) => process.connected && process.send?.(news, () => {});

function lastWords(): string {
  const lines = written.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /error/i.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
}

async function fail(how: string): Promise<void> {
  await sleep(LAST_WORDS_MS);
  const words = lastWords();
  tell({ failed: words === '' ? how : `${how}: ${words}` });
}

function begin(spec: WebsiteSpec): void {
  folder = mkdtempSync(join(tmpdir(), 'contend-hits-'));
  const { NODE_OPTIONS: _, ...env } = process.env;
  primary = fork(new URL('./primary.ts', import.meta.url), [], {
    detached: true,
    execArgv: [],
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  primary.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written = (written + text).slice(-10_000);
  });
  primary.on('message', (news: News) => ('failed' in news ? fail(news.failed) : tell(news)));
  primary.on('error', () => {});
  primary.once('exit', (code, signal) => {
    if (!ending) fail(`its primary ${signal === null ? `exited with status ${code}` : `was killed by ${signal}`}`);
  });
  const site = { directory: folder, url: spec.url, name: spec.name };
  primary.send({ ...spec, site } satisfies PrimarySpec, () => {});
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  // All of them have its stderr, which closes when the last is gone: then its id may be another's.
  if (primary?.pid !== undefined && !primary.stderr?.closed) {
    const gone = once(primary, 'close');
    try {
      process.kill(process.platform === 'win32' ? primary.pid : -primary.pid, 'SIGKILL');
    } catch {
      // They have just ended.
    }
    await Promise.race([gone, sleep(GONE_MS)]);
  }
  if (folder !== '') rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  process.exit();
}

process.on('message', (order: Order) => {
  if (ending) return;
  if ('begin' in order) begin(order.begin);
  else primary?.send(order, () => {});
});
process.once('disconnect', end);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, end);
// It may have been left alone while it was loaded.
if (!process.connected) process.exit();
