import { describe, expect, it } from 'vitest';
import { gone, limitedBy, Mark } from './fixtures/mark.ts';
import { spec } from './fixtures/spec.ts';
import { runFork } from './run-fork.ts';
import { OWN } from './runtime.ts';
import type { ForkResult, ForkSpec } from './spec.ts';

const LIMIT_MS = 60_000;

const answerOf = (id: string, more: Partial<ForkSpec> = {}, signal?: AbortSignal) =>
  runFork(spec(id, more), {
    runtime: OWN,
    timeLimitMs: LIMIT_MS,
    ...(signal === undefined ? {} : { signal }),
  });

async function run(id: string, more: Partial<ForkSpec> = {}): Promise<ForkResult> {
  const answer = await answerOf(id, more);
  if ('untrusted' in answer) throw new Error(`no result: ${answer.untrusted}`);
  return answer;
}

/** When the strategy says that it has come so far, its time is over. */
const stopped = (id: string, more: Partial<ForkSpec> = {}) => limitedBy(new Mark(), LIMIT_MS, () => run(id, more));

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

describe('a fork', () => {
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

  it('reads, too, and counts what was written and read', async () => {
    for (const id of ['right', 'lets-readers-in-together']) {
      const result = await run(id, { readsPerWrite: 9, audit: true });
      expect(result).toMatchObject({ verdict: 'exact', reason: null, reads: { torn: 0 } });
      expect(result.observed).toBe(result.operations);
      const { operations: reads = Number.NaN } = result.reads ?? {};
      // But for the end of a contender's last round, of at most 9 reads.
      expect(Math.abs(reads - 9 * result.operations)).toBeLessThanOrEqual(2 * 9);
      const inside = sum(result.rounds.flatMap(({ increments }) => increments));
      expect(inside).toBeLessThanOrEqual(result.operations + reads);
      expect(result.audit).toMatchObject({ overlaps: 0, torn: 0, duplicates: 0, gaps: 0 });
      expect(result.audit?.waitSamples).toBeGreaterThan(0);
    }
  });

  it('catches readers that are inside together with a writer', async () => {
    const reading = { readsPerWrite: 1, insideSteps: 100, untilLoss: true };
    for (const [id, more] of [
      ['lets-readers-in-beside-a-writer', {}],
      ['never-asks-to-read-again', {}],
      ['lets-reading-tasks-in', { world: 'tasks', contenders: 8 }],
    ] as const) {
      const result = await run(id, { ...reading, ...more });
      expect(result.verdict).toBe(more.world === 'tasks' ? 'lost-updates' : 'overlap');
      expect(result.reads?.torn).toBeGreaterThan(0);
    }
  });

  it('starts with the flags that the strategy needs', async () => {
    expect(await run('needs-a-flag')).toMatchObject({ verdict: 'crashed', reason: 'started without --expose-gc' });
    expect(await run('needs-a-flag', { flags: ['--expose-gc'] })).toMatchObject({ verdict: 'exact' });
  });

  it('catches a count that is too low', async () => {
    const result = await run('forgets-one-hit-in-a-hundred');
    expect(result.verdict).toBe('lost-updates');
    expect(result.observed).toBeLessThan(result.operations);
  });

  it('gives no result where the clocks of its threads differ, from the start or later on', async () => {
    expect(await answerOf('is-made-where-clocks-differ')).toEqual({
      untrusted: expect.stringMatching(/^the clocks of its threads differ by \d+\.\d ms or more$/),
    });
    expect(await answerOf('advances-a-clock')).toEqual({
      untrusted: 'the windows of its contenders did not coincide',
    });
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

  it('calls contenders that all wait for each other a deadlock', async () => {
    expect(await stopped('forgets-to-unlock-and-waits')).toMatchObject({ verdict: 'deadlock' });
    expect(await stopped('never-resolves', { world: 'tasks' })).toMatchObject({ verdict: 'deadlock' });
  });

  it('ends contenders that spin for ever at the time limit', async () => {
    const result = await stopped('forgets-to-unlock-and-spins', { contenders: 1 });
    expect(result).toMatchObject({ verdict: 'time-limit', reason: expect.stringContaining('burn') });
  });

  it('does not call a slow lock wrong whose time is over', async () => {
    const result = await stopped('is-slow', { rounds: 1_000 });
    expect(result.verdict).toBe('exact');
    expect(result.rounds.length).toBeGreaterThan(0);
  });

  it('ends a collapse where contenders outnumber cores as a slow lock that counted right, audited', async () => {
    const result = await run('collapses', { cores: [0], windowMs: 100, audit: true });
    expect(result).toMatchObject({ verdict: 'exact', reason: null });
    expect(result.rounds).toHaveLength(2);
    expect(result.observed).toBe(result.operations);
    // It did collapse: 20 000 quick ones of one of them at least, and then a few.
    expect(result.operations).toBeGreaterThan(20_000);
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
    expect(await run('eats-all-memory', { contenders: 1 })).toMatchObject({
      verdict: 'crashed',
      reason: expect.stringMatching(/memory/i),
    });
  });

  it('is killed with its run', async () => {
    const controller = new AbortController();
    const mark = new Mark();
    mark.handOut();
    const running = answerOf('forgets-to-unlock-and-waits', {}, controller.signal);
    const pid = await mark.made();
    controller.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    await gone(pid);
  });
});
