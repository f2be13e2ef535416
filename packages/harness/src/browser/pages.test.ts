import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, describe as group, it } from 'vitest';
import { descendants } from '../descendants.ts';
import { describe } from '../describe.ts';
import { spec } from '../fixtures/spec.ts';
import { runs, text } from '../proc.ts';
import { runFork } from '../run-fork.ts';
import type { ForkSpec } from '../spec.ts';
import { BROWSERS, browserIn } from './installed-browser.ts';
import { type WorkerThread, workerThreads } from './worker-threads.ts';

const LIMIT_MS = 300_000;
const PATIENCE = { timeout: 600_000 };
const MODULE = new URL('../fixtures/page-strategies.ts', import.meta.url).href;

const linux = process.platform === 'linux';
const installed = BROWSERS.flatMap((name) => {
  const path = browserIn(process.env.PATH ?? '', name);
  return path === undefined ? [] : [[name, { name, path }] as const];
});
const LONE = fileURLToPath(new URL('../fixtures/lone-fork.ts', import.meta.url));

interface Started {
  keeper: number;
  pid: number;
  profile: string;
}

/** The browsers that a process has started. */
function browsersOf(root: number): Started[] {
  const keepers = descendants(root).filter((pid) => text(`/proc/${pid}/cmdline`).split('\0')[1]?.endsWith('keeper.ts'));
  return keepers.flatMap((keeper) => {
    const [, pid] = descendants(keeper);
    const profile = text(`/proc/${pid}/environ`).match(/(?:^|\0)TMPDIR=([^\0]*contend-browser-[^\0]*)/);
    return pid === undefined || profile === null ? [] : [{ keeper, pid, profile: profile[1] as string }];
  });
}

/** Of the pages of all browsers that this process has started. */
const pageWorkers = () => browsersOf(process.pid).flatMap(({ pid }) => workerThreads(pid));

/** Tells those of later pages. */
function workersSince(): () => WorkerThread[] {
  const before = new Set(pageWorkers().map((each) => each.process));
  return () => pageWorkers().filter((each) => !before.has(each.process));
}

const folder = mkdtempSync(join(tmpdir(), 'cp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

group.runIf(linux).for(installed)('a page of %s', PATIENCE, ([, runtime]) => {
  const run = async (id: string, more: Partial<ForkSpec> = {}, timeLimitMs = LIMIT_MS) => {
    const answer = await runFork(
      { ...spec(id), module: MODULE, strategy: `page/${id}`, ...more },
      { runtime, timeLimitMs },
    );
    if ('untrusted' in answer) throw new Error(`no result: ${answer.untrusted}`);
    return answer;
  };

  it('finds a right lock exact, audits it, and is pinned from outside', async () => {
    const result = await run('right', { audit: true, cores: [0] });
    expect(result).toMatchObject({ verdict: 'exact', reason: null, pinned: true, cpuNs: null });
    expect(result.rounds).toHaveLength(2);
    expect(result.operations).toBeGreaterThan(0);
    expect(result.observed).toBe(result.operations);
    expect(result.audit).toMatchObject({ overlaps: 0, duplicates: 0, gaps: 0 });
    expect(result.audit?.waitSamples).toBeGreaterThan(0);
  });

  it('catches who lets everybody in, and says what a strategy refuses', async () => {
    const result = await run('open', { untilLoss: true, audit: true });
    expect(result.verdict).toBe('lost-updates');
    expect(result.observed).toBeLessThan(result.operations);
    expect(await run('refuses')).toMatchObject({ verdict: 'rejected', reason: 'too many waiters' });
  });

  it('is a process of its own for each fork', async () => {
    const seen: number[] = [];
    for (let fork = 0; fork < 4; fork++) {
      const own = workersSince();
      expect(await run('right')).toMatchObject({ verdict: 'exact' });
      // The one that tells the time is still there.
      seen.push((own()[0] as WorkerThread).process);
    }
    expect(new Set(seen)).toHaveLength(4);
  });

  it('that is killed costs its fork only', async () => {
    const own = workersSince();
    const measuring = run('right', { rounds: 10_000 }, 30_000);
    await expect.poll(() => own().length).toBeGreaterThanOrEqual(2);
    process.kill((own()[0] as WorkerThread).process, 'SIGKILL');
    expect(await measuring).toMatchObject({ verdict: 'crashed', reason: 'the page ended without an answer' });
    expect(await run('right')).toMatchObject({ verdict: 'exact' });
  });

  it('that is killed after its answer costs nothing', async () => {
    const own = workersSince();
    await run('right');
    const page = (own()[0] as WorkerThread).process;
    process.kill(page, 'SIGKILL');
    await expect.poll(() => runs(page)).toBe(false);
    expect(await run('right')).toMatchObject({ verdict: 'exact' });
  });

  it('says which modules it can load', async () => {
    const needsNode = new URL('../fixtures/strategies.ts', import.meta.url).href;
    const [none, some] = await describe([needsNode, MODULE], runtime);
    expect(none).toMatchObject({ module: needsNode, error: expect.stringContaining('a page has no node:') });
    expect(some).toMatchObject({ module: MODULE, strategies: expect.arrayContaining([expect.anything()]) });
  });

  it.each([
    ['the browser', (browser: Started) => browser.pid],
    ['what keeps the browser', (browser: Started) => browser.keeper],
  ])('costs its fork only when %s is killed, and leaves nothing', async (_, victim) => {
    const before = new Set(pageWorkers().map(({ thread }) => thread));
    const measuring = run('right', { rounds: 10_000 }, 30_000);
    const theirs = ({ pid }: Started) => workerThreads(pid).filter(({ thread }) => !before.has(thread)).length >= 2;
    await expect.poll(() => browsersOf(process.pid).some(theirs)).toBe(true);
    const browser = browsersOf(process.pid).find(theirs) as Started;
    const processes = descendants(browser.keeper);
    process.kill(victim(browser), 'SIGKILL');
    expect(await measuring).toMatchObject({ verdict: 'crashed', reason: 'the page ended without an answer' });
    await expect.poll(() => [processes.filter(runs), existsSync(browser.profile)]).toEqual([[], false]);
    expect(await run('right')).toMatchObject({ verdict: 'exact' });
  });

  it.each([
    ['ended', () => {}],
    ['been killed', (pid: number) => process.kill(pid, 'SIGKILL')],
    ['been killed with all of its group', (pid: number) => process.kill(-pid, 'SIGKILL')],
  ])('leaves no process and no profile when its run has %s', async (_, end) => {
    const own = mkdtempSync(join(folder, 'r-'));
    const child = spawn(process.execPath, [LONE, runtime.name, runtime.path, MODULE, 'page/right', '150'], {
      detached: true,
      env: { ...process.env, TMPDIR: own },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit');
    const pid = child.pid as number;
    const measures = () => browsersOf(pid).some((browser) => workerThreads(browser.pid).length >= 2);
    await expect.poll(measures).toBe(true);
    const processes = descendants(pid);
    // The fork, what keeps the browser, the browser, and a process for its page.
    expect(processes.length).toBeGreaterThanOrEqual(4);
    end(pid);
    await ended;
    await expect.poll(() => [processes.filter(runs), readdirSync(own)]).toEqual([[], []]);
  });
});

group.runIf(linux).for(installed.slice(0, 1))('contenders of %s that wait for each other', PATIENCE, ([, runtime]) => {
  it('are told from those that spin by what is seen from outside', async () => {
    const asked = { ...spec('right'), module: MODULE, strategy: 'page/never-unlocks' };
    const answer = await runFork(asked, { runtime, timeLimitMs: 40_000 });
    expect(answer).toMatchObject({ verdict: 'deadlock' });
  });
});
