import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, describe as group, it } from 'vitest';
import { calibrate } from './calibrate.ts';
import { describe } from './describe.ts';
import { examine } from './examine.ts';
import { gone, limitedBy, Mark } from './fixtures/mark.ts';
import { others } from './fixtures/runtimes.ts';
import { spec } from './fixtures/spec.ts';
import { runs } from './proc.ts';
import { runFork, runPair } from './run-fork.ts';
import { startArguments } from './runtime.ts';
import type { ForkResult, ForkSpec } from './spec.ts';

const LIMIT_MS = 120_000;
const LONE = fileURLToPath(new URL('./fixtures/lone-fork.ts', import.meta.url));

it('flags of the engine are given as each runtime takes them', () => {
  expect(startArguments({ name: 'node' }, ['--harmony-struct'])).toEqual(['--harmony-struct']);
  expect(startArguments({ name: 'deno' }, [])).toEqual(['run', '--allow-all', '--no-lock']);
  expect(startArguments({ name: 'deno' }, ['--a', '--b']).at(-1)).toBe('--v8-flags=--a,--b');
});

group.for(others.map((runtime) => [runtime.name, runtime] as const))('a fork of %s', ([, runtime]) => {
  const answerOf = (asked: ForkSpec, signal?: AbortSignal) =>
    runFork(asked, { runtime, timeLimitMs: LIMIT_MS, ...(signal === undefined ? {} : { signal }) });
  const run = async (id: string, more: Partial<ForkSpec> = {}): Promise<ForkResult> => {
    const answer = await answerOf(spec(id, more));
    if ('untrusted' in answer) throw new Error(`no result: ${answer.untrusted}`);
    return answer;
  };
  const stopped = (id: string, more: Partial<ForkSpec> = {}) => limitedBy(new Mark(), LIMIT_MS, () => run(id, more));

  it('finds a right lock and a right actor exact, and audits them', async () => {
    for (const [id, more] of [
      ['right', {}],
      ['answers-until-it-is-stopped', { actor: true }],
    ] as const) {
      const result = await run(id, { audit: true, ...more });
      expect(result).toMatchObject({ verdict: 'exact', reason: null });
      expect(result.rounds).toHaveLength(2);
      expect(result.operations).toBeGreaterThan(0);
      expect(result.observed).toBe(result.operations);
      expect(result.audit).toMatchObject({ duplicates: 0, gaps: 0 });
      expect(result.audit?.waitSamples).toBeGreaterThan(0);
    }
  });

  it.runIf(process.platform === 'linux')('pins its threads, and knows what each has used', async () => {
    const result = await run('right', { cores: [0] });
    expect(result).toMatchObject({ verdict: 'exact', pinned: true });
    expect(result.cpuNs).toHaveLength(2);
    expect(Math.min(...(result.cpuNs ?? []))).toBeGreaterThan(0);
    expect(result.contextSwitches?.involuntary).toHaveLength(2);
  });

  it('catches a count that is too low, and who is inside beside another', async () => {
    expect(await run('forgets-one-hit-in-a-hundred')).toMatchObject({ verdict: 'lost-updates' });
    const reading = { readsPerWrite: 1, insideSteps: 100, untilLoss: true };
    const result = await run('lets-readers-in-beside-a-writer', reading);
    expect(result.verdict).toBe('overlap');
    expect(result.reads?.torn).toBeGreaterThan(0);
  });

  it('gives no result where clocks differ', async () => {
    expect(await answerOf(spec('is-made-where-clocks-differ'))).toMatchObject({ untrusted: expect.any(String) });
    expect(await answerOf(spec('advances-a-clock'))).toMatchObject({ untrusted: expect.any(String) });
  });

  it('tells contenders that wait for each other from those that spin', async () => {
    expect(await stopped('forgets-to-unlock-and-waits')).toMatchObject({ verdict: 'deadlock' });
    expect(await stopped('forgets-to-unlock-and-spins', { contenders: 1 })).toMatchObject({ verdict: 'time-limit' });
  });

  it('survives a strategy that refuses, throws or kills its process', async () => {
    expect(await run('refuses')).toMatchObject({ verdict: 'rejected', reason: 'too many waiters' });
    expect(await run('throws-when-made')).toMatchObject({ verdict: 'crashed', reason: 'no such lock' });
    expect(await run('kills-its-process')).toMatchObject({ verdict: 'crashed' });
  });

  it('that is killed costs nothing but itself', async () => {
    const mark = new Mark();
    mark.handOut();
    const running = run('forgets-to-unlock-and-waits');
    process.kill(await mark.made(), 'SIGKILL');
    expect(await running).toMatchObject({ verdict: 'crashed', reason: 'killed by SIGKILL' });
    expect(await run('right')).toMatchObject({ verdict: 'exact' });
  });

  it.runIf(process.platform === 'linux').each(['forgets-to-unlock-and-waits', 'forgets-to-unlock-and-spins'])(
    'ends when its run is killed, whatever its threads are doing: one that %s',
    async (id) => {
      const mark = new Mark();
      mark.handOut();
      const args = [runtime.name, runtime.path, spec(id).module, `fixture/${id}`, '2'];
      const alone = spawn(process.execPath, [LONE, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
      const fork = await mark.made();
      expect(runs(fork)).toBe(true);
      alone.kill('SIGKILL');
      await expect.poll(() => runs(fork)).toBe(false);
    },
  );

  it('is killed with its run', async () => {
    const controller = new AbortController();
    const mark = new Mark();
    mark.handOut();
    const running = answerOf(spec('forgets-to-unlock-and-waits'), controller.signal);
    const pid = await mark.made();
    controller.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    await gone(pid);
  });

  it('measures two in turn', async () => {
    const result = await runPair({ a: spec('right'), b: spec('right'), pairs: 4 }, { runtime, timeLimitMs: LIMIT_MS });
    expect(result).toMatchObject({ a: { verdict: 'exact' }, b: { verdict: 'exact' } });
  });

  it('says what modules declare, and how long work takes', async () => {
    const [fixtures] = await describe([new URL('./fixtures/strategies.ts', import.meta.url).href], runtime);
    expect(fixtures).toMatchObject({
      strategies: expect.arrayContaining([expect.objectContaining({ id: 'fixture/right' })]),
    });
    expect(await calibrate(runtime, null)).toBeGreaterThan(0);
    const { clockStepNs, cpuTime } = await examine(runtime);
    expect(clockStepNs).toBeGreaterThan(0);
    expect(cpuTime).not.toBeNull();
  });
});
