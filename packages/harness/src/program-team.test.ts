import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { runDuel, runFork } from './run-fork.ts';
import type { ForkSpec } from './spec.ts';

const LIMIT_MS = 30_000;
const folder = mkdtempSync(join(tmpdir(), 'contend-program-'));
afterAll(() => rmSync(folder, { recursive: true }));

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
    const ms = ns / 1e6;
    say({ contended: each(() => ({
      seen: [{ operations: 10, inside: 8, longestGap: 1, entered: 0, left: ms + 1, complete: true }],
      used: { cpuNs: 5, voluntary: null, involuntary: null },
    })) });
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

function spec(path: string | null, more: Partial<ForkSpec> = {}): ForkSpec {
  return {
    module: new URL('./fixtures/strategies.ts', import.meta.url).href,
    strategy: 'fixture/right',
    flags: [],
    actor: false,
    program: path,
    world: 'threads',
    contenders: 2,
    insideSteps: 0,
    outsideSteps: 0,
    nsPerStep: null,
    windowMs: 20,
    rounds: 2,
    cores: null,
    audit: true,
    untilLoss: false,
    ...more,
  };
}

const run = (path: string, more: Partial<ForkSpec> = {}, timeLimitMs = LIMIT_MS, signal?: AbortSignal) =>
  runFork(spec(path, more), { runtime: process.execPath, timeLimitMs, ...(signal === undefined ? {} : { signal }) });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(20);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// Windows runs no scripts by their first line; it has no yardsticks either.
describe.skipIf(process.platform === 'win32')('a fork of a program', { timeout: 2 * LIMIT_MS }, () => {
  it('times its windows and checks its count', async () => {
    const round = { ms: 20, increments: [8, 8], longestGap: 1e6, overlap: 1 };
    expect(await run(program('right'))).toMatchObject({
      verdict: 'exact',
      rounds: [round, round],
      operations: 40,
      observed: 40,
      cpuNs: [10, 10],
    });
  });

  it('leaves unknown what cannot be seen from outside', async () => {
    const unseen = { audit: null, wait: null, waitByTime: null, contextSwitches: null, workDrift: null };
    expect(await run(program('opaque'))).toMatchObject({ verdict: 'exact', ...unseen });
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
    const waiting = program('waiting', 'obey.window = () => {};');
    const burning = program(
      'burning',
      `let ms = 0;
obey.window = () => {};
obey.progress = () => say({ progress: { finished: 0, cpuNs: (ms += 5_000) * 1e6 } });`,
    );
    const [waited, burnt] = await Promise.all([run(waiting, {}, 3_000), run(burning, {}, 3_000)]);
    expect(waited).toMatchObject({ verdict: 'deadlock' });
    expect(burnt).toMatchObject({ verdict: 'time-limit', reason: expect.stringContaining('burn') });
  });

  it('takes the program with it when it is killed', async () => {
    const mark = join(folder, 'pid');
    const endless = program(
      'endless',
      `obey.window = () => require('node:fs').writeFileSync(${JSON.stringify(mark)}, String(process.pid));`,
    );
    const controller = new AbortController();
    const running = run(endless, {}, LIMIT_MS, controller.signal);
    const pid = () => {
      try {
        return Number(readFileSync(mark, 'utf8'));
      } catch {
        return 0;
      }
    };
    await until(() => pid() > 0);
    expect(runs(pid())).toBe(true);
    controller.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    await until(() => !runs(pid()));
  });
});

describe.skipIf(process.platform === 'win32')('a duel with a program', { timeout: 2 * LIMIT_MS }, () => {
  const fight = (a: ForkSpec, b: ForkSpec, timeLimitMs = LIMIT_MS) =>
    runDuel({ a, b, pairs: 4 }, { runtime: process.execPath, timeLimitMs });
  // Long enough that even on a busy machine the threads of the other side count in a window.
  const windowMs = 100;

  it('takes turns with threads in JavaScript', async () => {
    const { a, b, pairs } = await fight(spec(program('side'), { windowMs }), spec(null, { windowMs }));
    expect(a).toMatchObject({ verdict: 'exact', operations: 80, observed: 80 });
    expect(b).toMatchObject({ verdict: 'exact' });
    expect(pairs.length).toBeGreaterThan(0);
    for (const [ns] of pairs) expect(ns).toBe((windowMs * 1e6) / 16);
  });

  it('says that it was the program that stood still', async () => {
    const standing = program('standing', 'obey.window = () => {};');
    expect(await fight(spec(null), spec(standing), 3_000)).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'deadlock' },
      pairs: [],
    });
  });
});
