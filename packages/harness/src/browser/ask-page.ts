/** A page of a browser that is asked one thing and answers once: what `ask` does with processes. */

import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asking, Outcome } from '../child.ts';
import { runs } from '../proc.ts';
import type { Executable } from '../runtime.ts';
import { Browser } from './browser.ts';
import { type Bundle, bundle, isOwn, modulesIn, translated } from './bundle.ts';
import { idle } from './idle.ts';
import { PageHost } from './page-host.ts';
import { type WorkerThread, workerThreads } from './worker-threads.ts';

/** A browser that is asked to start, or to go on to the next page, has so long. */
const ARRIVES_MS = 60_000;
/** Workers of a page that was left end by themselves, in seconds where they spin. */
const LEAVES_MS = 15_000;
const LOOK_MS = 20;
/** How often it is seen whether a page is still there: Firefox leaves connections open for one whose process was killed. */
const WATCH_MS = 500;
const ADDRESSES = 250;

/** One browser a run and executable, on its latest page. */
interface Visited {
  browser: Browser;
  page: PageHost;
  /** What the page ran in, once it has answered, where its workers are seen from outside. */
  process?: number | undefined;
}

const visited = new Map<string, Visited>();
const bundles = new Map<string, Promise<Bundle>>();
let visits = 0;

/** With all modules that were ever asked for together with these, so that a run bundles once. */
function bundleFor(modules: readonly string[]): Promise<Bundle> {
  const known = [...bundles].find(([key]) => {
    const have = key.split('\n');
    return modules.every((module) => have.includes(module));
  });
  if (known !== undefined) return known[1];
  const bundling = bundle(modules);
  bundles.set(modules.join('\n'), bundling);
  return bundling;
}

/** As {@link ask}. */
export async function askPage<T>(module: URL, question: object, asking: Asking): Promise<Outcome<T>> {
  const { runtime, signal, timeLimitMs, graceMs } = asking;
  signal?.throwIfAborted();
  const made = await bundleFor([...(isOwn(module) ? [] : [module.href]), ...modulesIn(question)]);
  const workers = (): WorkerThread[] => {
    const pid = visited.get(runtime.path)?.browser.pid;
    return pid === undefined ? [] : workerThreads(pid);
  };
  const ready = Promise.withResolvers<void>();
  const page = await PageHost.at(address(), {
    bundle: made,
    entry: made.paths.get(module.href) ?? `/${basename(module.pathname)}`,
    question: async () => {
      await ready.promise;
      return translated(question, made.paths);
    },
    workers,
  });
  const timers: NodeJS.Timeout[] = [];
  const ended = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => {});
  const abort = () => reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const there = await opened(runtime, page);
    const before = there.process;
    if (before !== undefined) await withoutWorkersOf(before, workers);
    watch(page, workers, ended.signal).catch(() => {});
    ready.resolve();
    timers.push(setTimeout(() => page.stop(), timeLimitMs));
    const limit = (timeLimitMs + graceMs) / 1_000;
    timers.push(setTimeout(() => reject(new Late(`no answer within ${limit} s`)), timeLimitMs + graceMs));
    const back = new Map([...made.paths].map(([url, path]) => [path, url]));
    const answer = translated((await Promise.race([page.answer, late])) as T, back);
    there.process = workers().at(-1)?.process;
    if (before !== undefined && there.process === before) throw new Error('its page had the process of the one before');
    return { answer };
  } catch (error) {
    // Its page may be anywhere, and whatever it does still.
    await leave(runtime);
    if (signal?.aborted) throw error;
    return { died: error instanceof Error ? error.message : String(error), late: error instanceof Late };
  } finally {
    ended.abort();
    for (const timer of timers) clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

class Late extends Error {}

/** Ends a browser; the next question starts another. @returns once it is gone */
async function leave(runtime: Executable): Promise<void> {
  const there = visited.get(runtime.path);
  visited.delete(runtime.path);
  there?.page.close();
  await there?.browser.close();
}

/** The page in the browser that is there, or in one that is started. */
async function opened(runtime: Executable, page: PageHost): Promise<Visited> {
  const there = visited.get(runtime.path);
  if (there?.page.gone || (there?.process !== undefined && !runs(there.process))) await leave(runtime);
  else if (there?.browser.running) {
    there.page.leaveFor(page.url);
    const next = { ...there, page };
    visited.set(runtime.path, next);
    const arrived = await arrives(page);
    there.page.close();
    if (arrived) return next;
    await there.browser.close();
  }
  const started: Visited = { browser: new Browser(runtime, page.url), page };
  visited.set(runtime.path, started);
  if (!(await arrives(page))) throw new Error(`${runtime.path} did not open a page within ${ARRIVES_MS / 1_000} s`);
  const { pid } = started.browser;
  if (pid !== undefined) await idle(pid);
  return started;
}

async function arrives(page: PageHost): Promise<boolean> {
  const controller = new AbortController();
  const tooLate = sleep(ARRIVES_MS, false, { signal: controller.signal }).catch(() => false);
  const arrived = await Promise.race([page.arrived.then(() => true), tooLate]);
  controller.abort();
  return arrived;
}

/** Nothing is measured beside workers of a page that was left. */
async function withoutWorkersOf(pid: number, workers: () => WorkerThread[]): Promise<void> {
  for (const until = performance.now() + LEAVES_MS; performance.now() < until; await sleep(LOOK_MS)) {
    if (!workers().some((worker) => worker.process === pid)) return;
  }
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

/** Tells a page when its process is gone. */
async function watch(page: PageHost, workers: () => WorkerThread[], signal: AbortSignal): Promise<void> {
  let pid: number | undefined;
  for (; !signal.aborted; await sleep(pid === undefined ? LOOK_MS : WATCH_MS, undefined, { signal, ref: false })) {
    // Its first worker comes into being while it asks its question.
    pid ??= workers().at(-1)?.process;
    if (pid !== undefined && !runs(pid)) return page.die();
  }
}

/** To a browser each is another site. The first is what everybody uses. */
function address(): string {
  return process.platform === 'linux' ? `127.0.0.${2 + (visits++ % ADDRESSES)}` : '127.0.0.1';
}
