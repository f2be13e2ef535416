/** A page of a browser that is asked one thing and answers once: what `ask` does with processes. */

import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asking, Outcome } from '../child.ts';
import type { Executable } from '../runtime.ts';
import { Browser } from './browser.ts';
import { type Bundle, bundle, isOwn, modulesIn, translated } from './bundle.ts';
import { idle } from './idle.ts';
import { PageHost } from './page-host.ts';
import { runs, type WorkerThread, workerThreads } from './worker-threads.ts';

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
  /** What the page runs in, once it is seen. */
  process?: number;
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
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => {});
  const abort = () => reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const there = await opened(runtime, page);
    await withoutWorkers(workers);
    const worker = workers().at(-1);
    if (worker !== undefined) {
      // A fork is a fresh process.
      if (there.process === worker.process) throw new Error('its page was given the process of the one before');
      there.process = worker.process;
      timers.push(setInterval(() => runs(worker) || page.die(), WATCH_MS));
    }
    ready.resolve();
    timers.push(setTimeout(() => page.stop(), timeLimitMs));
    const limit = (timeLimitMs + graceMs) / 1_000;
    timers.push(setTimeout(() => reject(new Late(`no answer within ${limit} s`)), timeLimitMs + graceMs));
    const back = new Map([...made.paths].map(([url, path]) => [path, url]));
    return { answer: translated((await Promise.race([page.answer, late])) as T, back) };
  } catch (error) {
    // Its page may be anywhere, and whatever it does still.
    await leave(runtime);
    if (signal?.aborted) throw error;
    return { died: error instanceof Error ? error.message : String(error), late: error instanceof Late };
  } finally {
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
  if (there?.page.gone) await leave(runtime);
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
async function withoutWorkers(workers: () => WorkerThread[]): Promise<void> {
  const own = new Set(workers().map(({ process }) => process));
  for (const until = performance.now() + LEAVES_MS; performance.now() < until; await sleep(LOOK_MS)) {
    if (workers().length <= NEW_PAGE_WORKERS) return;
  }
  for (const pid of own) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
  }
}

/** The one that tells the time. */
const NEW_PAGE_WORKERS = 1;

/** To a browser each is another site. The first is what everybody uses. */
function address(): string {
  return process.platform === 'linux' ? `127.0.0.${2 + (visits++ % ADDRESSES)}` : '127.0.0.1';
}
