import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { gone, limitedBy, Mark } from './fixtures/mark.ts';
import { spec } from './fixtures/spec.ts';
import { runFork } from './run-fork.ts';
import { OWN } from './runtime.ts';
import type { ForkResult, ForkSpec } from './spec.ts';

const LIMIT_MS = 60_000;
const module = new URL('./fixtures/stores.ts', import.meta.url).href;

const answerOf = (id: string, more: Partial<ForkSpec> = {}, signal?: AbortSignal) =>
  runFork(spec(id, { module, world: 'processes', windowMs: 50, ...more }), {
    runtime: OWN,
    timeLimitMs: LIMIT_MS,
    ...(signal === undefined ? {} : { signal }),
  });

async function run(id: string, more: Partial<ForkSpec> = {}): Promise<ForkResult> {
  const answer = await answerOf(id, more);
  if ('untrusted' in answer) throw new Error(`no result: ${answer.untrusted}`);
  return answer;
}

/** Where cells of this file have their folders, and no others do. */
const folder = mkdtempSync(join(tmpdir(), 'contend-processes-'));
vi.stubEnv('TMPDIR', folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('contenders in processes', () => {
  it('are timed and counted, and what guards them is found exact', async () => {
    for (const [id, threads] of [
      ['locks', 2],
      ['is-owned', 3],
    ] as const) {
      const result = await run(id, { audit: true });
      expect(result).toMatchObject({ verdict: 'exact', reason: null });
      expect(result.rounds).toHaveLength(2);
      expect(result.observed).toBe(result.operations);
      expect(result.cpuNs).toHaveLength(threads);
      expect(result.audit).toMatchObject({ overlaps: null, duplicates: 0, gaps: 0 });
      expect(result.audit?.waitSamples).toBeGreaterThan(0);
      expect(result).toMatchObject({ wait: null, waitByTime: null, failed: { refused: 0, unknown: 0 } });
      expect(result.latency?.max).toBeGreaterThan(0);
    }
  });

  it('number no hits where their store does not', async () => {
    const result = await run('appends', { audit: true });
    expect(result).toMatchObject({ verdict: 'exact', audit: { duplicates: null, gaps: null, handoffs: null } });
  });

  it('lose updates where nothing guards them, and that is seen', async () => {
    const result = await run('locks-nothing', { audit: true, untilLoss: true });
    expect(result.verdict).toBe('lost-updates');
    expect(result.observed).toBeLessThan(result.operations);
  });

  it('go on after what was refused, and after what they do not know to have counted', async () => {
    const refused = await run('refuses-now-and-then', { audit: true });
    expect(refused).toMatchObject({ verdict: 'exact', failed: { refused: expect.any(Number), unknown: 0 } });
    expect(refused.failed?.refused).toBeGreaterThan(0);
    const within = await run('counts-and-fails-now-and-then', { audit: true });
    expect(within).toMatchObject({ verdict: 'within', failed: { refused: 0, unknown: expect.any(Number) } });
    expect(within.observed).toBeGreaterThanOrEqual(within.operations);
    expect(within.observed).toBeLessThanOrEqual(within.operations + (within.failed?.unknown ?? 0));
  });

  it('count more than was ever asked for, and that is seen', async () => {
    const result = await run('counts-twice-now-and-then');
    expect(result).toMatchObject({ verdict: 'over-counted', reason: expect.stringMatching(/^counted \d+ more than/) });
  });

  it('are inside from when they begin, though their first turn comes after the window has closed', async () => {
    const { verdict, rounds } = await run('takes-seconds', { rounds: 1 });
    expect(verdict).toBe('exact');
    expect(rounds).toHaveLength(1);
    for (const increments of rounds[0]?.increments ?? []) expect(increments).toBeLessThan(1);
  });

  it('have several increments under way at a time, if they are asked to', async () => {
    const result = await run('is-owned', { inFlight: 4, audit: true });
    expect(result).toMatchObject({ verdict: 'exact' });
  });

  it('work inside while they hold the lock', async () => {
    const result = await run('locks', { insideSteps: 1_000, outsideSteps: 10, nsPerStep: 1 });
    expect(result).toMatchObject({ verdict: 'exact', workDrift: expect.any(Number) });
  });

  it('fail in one sentence', async () => {
    expect(await run('refuses')).toMatchObject({ verdict: 'rejected', reason: 'the disk is full' });
    expect(await run('cannot-be-opened')).toMatchObject({ verdict: 'crashed', reason: 'no such database' });
    expect(await run('kills-its-process')).toMatchObject({
      verdict: 'crashed',
      reason: 'the process of a contender was killed by SIGKILL',
    });
  });

  it('that block for ever are ended at the time limit, with all that they leave', async () => {
    const mark = new Mark();
    const result = await limitedBy(mark, LIMIT_MS, () => run('blocks-for-ever'));
    expect(result.verdict).toBe('deadlock');
    await gone(await mark.made());
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are gone when their run is', async () => {
    const controller = new AbortController();
    const mark = new Mark();
    mark.handOut();
    const running = answerOf('blocks-for-ever', {}, controller.signal);
    const pid = await mark.made();
    controller.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    await gone(pid);
  });
});
