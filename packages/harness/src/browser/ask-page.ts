/** A page of a browser that is asked one thing and answers once: what `ask` does with processes. */

import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asking, Outcome } from '../child.ts';
import type { Executable } from '../runtime.ts';
import { Browser } from './browser.ts';
import { type Bundle, bundle, isOwn, modulesIn, translated } from './bundle.ts';
import { PageHost } from './page-host.ts';
import { type WorkerThread, workerThreads } from './worker-threads.ts';

/** A browser that is asked to start, or to go on to the next page, has so long. */
const ARRIVES_MS = 60_000;
/** Workers of a page that was left end by themselves, in seconds where they spin. */
const LEAVES_MS = 15_000;
const LOOK_MS = 20;
const ADDRESSES = 250;

/** One browser a run and executable, on its latest page; of Firefox one a page. */
interface Visited {
  browser: Browser;
  page: PageHost;
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
  const page = await PageHost.at(address(), {
    bundle: made,
    entry: made.paths.get(module.href) ?? `/${basename(module.pathname)}`,
    question: async () => {
      await withoutWorkers(workers);
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
    await opened(runtime, page);
    timers.push(setTimeout(() => page.stop(), timeLimitMs));
    const limit = (timeLimitMs + graceMs) / 1_000;
    timers.push(setTimeout(() => reject(new Late(`no answer within ${limit} s`)), timeLimitMs + graceMs));
    const back = new Map([...made.paths].map(([url, path]) => [path, url]));
    const answer = translated((await Promise.race([page.answer, late])) as T, back);
    // Firefox may give the next page the process of this one, and a fork is a fresh one. It is gone before anything else is
    // measured, for its start-up goes on for seconds.
    if (runtime.name === 'firefox') await leave(runtime);
    return { answer };
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
async function opened(runtime: Executable, page: PageHost): Promise<void> {
  const there = visited.get(runtime.path);
  if (there?.page.gone) await leave(runtime);
  else if (there?.browser.running) {
    there.page.leaveFor(page.url);
    visited.set(runtime.path, { browser: there.browser, page });
    if (await arrives(page)) {
      there.page.close();
      return;
    }
    there.page.close();
    there.browser.close();
  }
  const browser = new Browser(runtime, page.url);
  visited.set(runtime.path, { browser, page });
  if (!(await arrives(page))) throw new Error(`${runtime.path} did not open a page within ${ARRIVES_MS / 1_000} s`);
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
