import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gone, limitedBy, Mark } from './fixtures/mark.ts';
import { spec as right } from './fixtures/spec.ts';
import { NOTICE_MS } from './gate.ts';
import { runFork, runPair } from './run-fork.ts';
import { OWN } from './runtime.ts';
import type { ForkSpec, PairResult } from './spec.ts';
import { LARGEST_BATCH, LONGEST, RAMP_MS, SHORTEST } from './watch.ts';

const LIMIT_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'contend-program-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Says that a window that it was asked for stands still. */
const MARK = 'require("node:fs").writeFileSync(process.env.CONTEND_TEST_MARK, String(process.pid));';

/** Ten increments a contender and window, one before and one after it. @param body what is different about this one */
function program(name: string, body = ''): string {
  const path = join(folder, name);
  const source = `#!/usr/bin/env node
const contenders = Number(process.argv[2]);
const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\\n');
const each = (make) => Array.from({ length: contenders }, make);
const counts = [0, 0];
const obey = {
  window(region, ns) {
    counts[region] += 10 * contenders;
    const entered = performance.now();
    setTimeout(() => {
      const left = performance.now();
      say({ contended: each(() => ({
        seen: [{ operations: 10, inside: 8, longestGap: 1, entered, left, complete: true }],
        used: { cpuNs: 5, voluntary: null, involuntary: null },
      })) });
    }, ns / 1e6);
  },
  value: (region) => say({ value: counts[region] }),
  progress: () => say({ progress: { finished: 0, cpuNs: 0 } }),
  abort() {},
};
${body}
say({ threads: each(() => null) });
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const [command, ...args] = line.split(' ');
  obey[command](...args.map(Number));
});
`;
  writeFileSync(path, source, { mode: 0o755 });
  return path;
}

const spec = (path: string | null, more: Partial<ForkSpec> = {}) =>
  right('right', { program: path, audit: true, ...more });

const run = (path: string, more: Partial<ForkSpec> = {}, signal?: AbortSignal) =>
  runFork(spec(path, more), {
    runtime: OWN,
    timeLimitMs: LIMIT_MS,
    ...(signal === undefined ? {} : { signal }),
  });

// Windows runs no scripts by their first line; it has no baselines either.
describe.skipIf(process.platform === 'win32')('a fork of a program', () => {
  it('times its windows, checks its count and leaves unknown what cannot be seen from outside', async () => {
    const unseen = { audit: null, wait: null, waitByTime: null, contextSwitches: null, workDrift: null };
    const round = { ms: 20, increments: [8, 8], longestGap: 1e6, overlap: 1 };
    expect(await run(program('right'))).toMatchObject({
      verdict: 'exact',
      rounds: [round, round],
      operations: 40,
      observed: 40,
      cpuNs: [10, 10],
      ...unseen,
    });
  });

  it('takes its processes for contenders as it takes its threads', async () => {
    const result = await run(program('processes'), { world: 'processes' });
    expect(result).toMatchObject({ verdict: 'exact', operations: 40, observed: 40, failed: null, latency: null });
  });

  it('hands over by which rules contenders behave in a window', async () => {
    const told = program('told', 'process.stderr.write(process.argv.slice(2).join(" ")); process.exit(3);');
    const rules = [2, NOTICE_MS * 1e6, RAMP_MS * 1e6, SHORTEST, LONGEST, LARGEST_BATCH].join(' ');
    expect(await run(told)).toMatchObject({ reason: expect.stringMatching(new RegExp(`: ${rules}$`)) });
  });

  it('catches a program that loses one update', async () => {
    const lossy = program('lossy', 'obey.value = (region) => say({ value: counts[region] - 1 });');
    expect(await run(lossy)).toMatchObject({ verdict: 'lost-updates', operations: 40, observed: 39 });
  });

  it('says how a program ended that should not have, or that it could not be started', async () => {
    const dying = program(
      'dying',
      'console.error("error: out of threads"); process.exitCode = 3; process.stdin.destroy();',
    );
    expect(await run(dying)).toMatchObject({ verdict: 'crashed', reason: expect.stringContaining('out of threads') });
    const gone = { verdict: 'crashed', reason: expect.stringMatching(/^the program is gone: it did not start/) };
    expect(await run(join(folder, 'no-such-program'))).toMatchObject(gone);
  });

  it('ends a program that does not speak as agreed', async () => {
    const babbling = program('babbling', 'obey.window = () => process.stdout.write("hello\\n");');
    const reason = 'the program is gone: it said "hello", which is no answer';
    expect(await run(babbling)).toMatchObject({ verdict: 'crashed', reason });
  });

  it('tells contenders that wait from those that burn', async () => {
    const waiting = program('waiting', `obey.window = () => { ${MARK} };`);
    const burning = program(
      'burning',
      `let ms = 0;
obey.window = () => { ${MARK} };
obey.progress = () => say({ progress: { finished: 0, cpuNs: (ms += 5_000) * 1e6 } });`,
    );
    expect(await limitedBy(new Mark(), LIMIT_MS, () => run(waiting))).toMatchObject({ verdict: 'deadlock' });
    expect(await limitedBy(new Mark(), LIMIT_MS, () => run(burning))).toMatchObject({
      verdict: 'time-limit',
      reason: expect.stringContaining('burn'),
    });
  });

  it('takes the program with it when it is killed', async () => {
    const endless = program('endless', `obey.window = () => { ${MARK} };`);
    const controller = new AbortController();
    const mark = new Mark();
    mark.handOut();
    const running = run(endless, {}, controller.signal);
    const pid = await mark.made();
    controller.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    await gone(pid);
  });
});

describe.skipIf(process.platform === 'win32')('a comparison with a program', () => {
  const inTurn = (a: ForkSpec, b: ForkSpec) => runPair({ a, b, pairs: 4 }, { runtime: OWN, timeLimitMs: LIMIT_MS });

  it('takes turns with threads in JavaScript', async () => {
    // Who contends alone opens its window itself, so that no host is too busy for it to see the whole.
    const { a, b, pairs } = (await inTurn(spec(program('side')), spec(null, { contenders: 1 }))) as PairResult;
    expect(a).toMatchObject({ verdict: 'exact', operations: 80, observed: 80 });
    expect(b).toMatchObject({ verdict: 'exact' });
    expect(pairs).toHaveLength(4);
    for (const [ns] of pairs) expect(ns).toBe((20 * 1e6) / 16);
  });

  it('says that it was the program that stood still', async () => {
    const standing = program('standing', `obey.window = () => { ${MARK} };`);
    expect(await limitedBy(new Mark(), LIMIT_MS, () => inTurn(spec(null), spec(standing)))).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'deadlock' },
      pairs: [],
    });
  });
});
