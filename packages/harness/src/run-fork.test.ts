import { describe, expect, it } from 'vitest';
import { runFork } from './run-fork.ts';
import type { ForkSpec } from './spec.ts';

const MODULE = new URL('./fixtures/strategies.ts', import.meta.url).href;
const LIMIT_MS = 30_000;

function spec(id: string, more: Partial<ForkSpec> = {}): ForkSpec {
  return {
    module: MODULE,
    strategy: `fixture/${id}`,
    flags: [],
    actor: false,
    program: null,
    world: 'threads',
    contenders: 2,
    insideSteps: 0,
    outsideSteps: 0,
    nsPerStep: null,
    windowMs: 20,
    rounds: 2,
    cores: null,
    audit: false,
    untilLoss: false,
    ...more,
  };
}

const run = (id: string, more: Partial<ForkSpec> = {}, timeLimitMs = LIMIT_MS, signal?: AbortSignal) =>
  runFork(spec(id, more), { runtime: process.execPath, timeLimitMs, ...(signal === undefined ? {} : { signal }) });

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

describe('a fork', { timeout: 2 * LIMIT_MS }, () => {
  it('times each round, counts all operations and finds a right lock exact', async () => {
    const result = await run('right', { audit: true });
    expect(result).toMatchObject({ verdict: 'exact', reason: null });
    expect(result.rounds).toHaveLength(2);
    expect(result.observed).toBe(result.operations);
    const inside = sum(result.rounds.flatMap(({ increments }) => increments));
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThanOrEqual(result.operations);
    expect(result.cpuNs).toHaveLength(2);
    expect(result.audit).toMatchObject({ overlaps: 0, torn: 0, duplicates: 0, gaps: 0 });
    expect(result.audit?.slowdown).toBeGreaterThan(0);
    expect(result.audit?.waitSlowdown).toBeGreaterThan(0);
    expect(result.waitByTime?.p50).toBeGreaterThanOrEqual(result.wait?.p50 ?? Number.NaN);
  });

  it('starts with the flags that the strategy needs', async () => {
    expect(await run('needs-a-flag')).toMatchObject({ verdict: 'crashed', reason: 'started without --expose-gc' });
    expect(await run('needs-a-flag', { flags: ['--expose-gc'] })).toMatchObject({ verdict: 'exact' });
  });

  it('catches a lock that lets a second contender in once in 100 000 acquisitions', async () => {
    const measured = () => run('lets-a-second-in', { rounds: 5, windowMs: 100, untilLoss: true });
    let result = await measured();
    // On a busy machine the two are seldom at work at the same time, and then nobody can see it: look longer.
    for (let more = 0; more < 5 && result.verdict === 'exact'; more++) result = await measured();
    expect(result.verdict).toBe('lost-updates');
    expect(result.observed).toBeLessThan(result.operations);
  });

  it('looks for no hit numbers where none are given, and counts all the same', async () => {
    const result = await run('numbers-no-hits', { audit: true });
    expect(result).toMatchObject({ verdict: 'exact', reason: null });
    expect(result.observed).toBe(result.operations);
    expect(result.audit?.operations).toBeGreaterThan(0);
    expect(result.audit).toMatchObject({ overlaps: null, duplicates: null, gaps: null, handoffs: null });
  });

  it('has an actor served in each of its passes, audits too', async () => {
    const result = await run('answers-until-it-is-stopped', { actor: true, audit: true });
    expect(result).toMatchObject({ verdict: 'exact', reason: null });
    expect(result.observed).toBe(result.operations);
    expect(result.cpuNs).toHaveLength(3);
    expect(result.audit).toMatchObject({ overlaps: null, duplicates: 0, gaps: 0 });
    expect(result.audit?.waitSamples).toBeGreaterThan(0);
  });

  it('catches a count that rises by more than was counted', async () => {
    const result = await run('counts-twice');
    expect(result).toMatchObject({ verdict: 'crashed', reason: 'counted more hits than were made' });
  });

  it('calls contenders that all wait for each other a deadlock', async () => {
    expect(await run('forgets-to-unlock-and-waits', {}, 3_000)).toMatchObject({ verdict: 'deadlock' });
    expect(await run('never-resolves', { world: 'tasks' }, 3_000)).toMatchObject({ verdict: 'deadlock' });
  });

  it('ends contenders that spin for ever at the time limit', async () => {
    const result = await run('forgets-to-unlock-and-spins', {}, 3_000);
    expect(result).toMatchObject({ verdict: 'time-limit', reason: expect.stringContaining('burn') });
  });

  it('does not call a slow lock wrong', async () => {
    const result = await run('is-slow', { windowMs: 100, rounds: 1_000 }, 8_000);
    expect(result.verdict).toBe('exact');
    expect(result.rounds.length).toBeGreaterThan(0);
  });

  it('ends a collapse where contenders outnumber cores as a slow lock that counted right, audited', async () => {
    const result = await run('collapses', { cores: [0], windowMs: 100, audit: true });
    expect(result).toMatchObject({ verdict: 'exact', reason: null });
    expect(result.rounds).toHaveLength(2);
    expect(result.observed).toBe(result.operations);
    // It did collapse: 50 000 quick ones each, and then a few.
    expect(result.operations).toBeGreaterThan(50_000);
    expect(result.operations).toBeLessThan(101_000);
    expect(result.audit).toMatchObject({ overlaps: 0, torn: 0, duplicates: 0, gaps: 0 });
    expect(result.audit?.waitSamples).toBeGreaterThan(0);
  });

  it('says in the strategy’s own words why it refused', async () => {
    expect(await run('refuses')).toMatchObject({ verdict: 'rejected', reason: 'too many waiters', rounds: [] });
  });

  it('survives a strategy that throws, kills its process or eats all memory', async () => {
    expect(await run('throws-when-made')).toMatchObject({ verdict: 'crashed', reason: 'no such lock' });
    expect(await run('kills-its-process')).toMatchObject({
      verdict: 'crashed',
      reason: expect.stringMatching(/SIGKILL/),
    });
    expect(await run('eats-all-memory')).toMatchObject({
      verdict: 'crashed',
      reason: expect.stringMatching(/memory/i),
    });
  });

  it('is killed with its run', async () => {
    const controller = new AbortController();
    const running = run('right', { rounds: 1_000 }, LIMIT_MS, controller.signal);
    setTimeout(() => controller.abort(new Error('interrupted')), 500);
    await expect(running).rejects.toThrow('interrupted');
  });
});
