import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, describe as group, it } from 'vitest';
import { describe } from '../describe.ts';
import { spec } from '../fixtures/spec.ts';
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

  // From here Firefox's own workers cannot be told from those of its pages.
  it.skipIf(runtime.name === 'firefox')('that is killed costs its fork only', async () => {
    const before = new Set(workerThreads(process.pid).map((each) => each.process));
    const own = () => workerThreads(process.pid).filter((each) => !before.has(each.process));
    const measuring = run('right', { rounds: 10_000 }, 30_000);
    await expect.poll(() => own().length).toBeGreaterThanOrEqual(2);
    process.kill((own()[0] as WorkerThread).process, 'SIGKILL');
    expect(await measuring).toMatchObject({ verdict: 'crashed', reason: 'the page ended without an answer' });
    expect(await run('right')).toMatchObject({ verdict: 'exact' });
  });

  it('says which modules it can load', async () => {
    const needsNode = new URL('../fixtures/strategies.ts', import.meta.url).href;
    const [none, some] = await describe([needsNode, MODULE], runtime);
    expect(none).toMatchObject({ module: needsNode, error: expect.stringContaining('a page has no node:') });
    expect(some).toMatchObject({ module: MODULE, strategies: expect.arrayContaining([expect.anything()]) });
  });

  it.each([
    ['ended', '2'],
    ['been killed', '100000'],
  ])('leaves no process and no profile when its run has %s', async (_, rounds) => {
    const script = fileURLToPath(new URL('../fixtures/page-fork.ts', import.meta.url));
    const own = mkdtempSync(join(folder, 'r-'));
    const child = spawn(process.execPath, [script, runtime.name, runtime.path, rounds], {
      env: { ...process.env, TMPDIR: own },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    if (rounds !== '2') {
      await expect.poll(() => workerThreads(child.pid as number).length).toBeGreaterThanOrEqual(2);
      child.kill('SIGKILL');
    } else {
      expect(JSON.parse((await child.stdout.toArray()).join(''))).toMatchObject({ verdict: 'exact' });
    }
    await ended;
    await expect.poll(() => readdirSync(own)).toEqual([]);
  });
});

group.runIf(linux).for(installed.slice(0, 1))('contenders of %s that wait for each other', PATIENCE, ([, runtime]) => {
  it('are told from those that spin by what is seen from outside', async () => {
    const asked = { ...spec('right'), module: MODULE, strategy: 'page/never-unlocks' };
    const answer = await runFork(asked, { runtime, timeLimitMs: 40_000 });
    expect(answer).toMatchObject({ verdict: 'deadlock' });
  });
});
