import { describe, expect, it } from 'vitest';
import { runDuel } from './run-fork.ts';
import type { ForkSpec } from './spec.ts';

const LIMIT_MS = 30_000;

function spec(id: string, more: Partial<ForkSpec> = {}): ForkSpec {
  return {
    module: new URL('./fixtures/strategies.ts', import.meta.url).href,
    strategy: `fixture/${id}`,
    flags: [],
    actor: false,
    program: null,
    world: 'threads',
    contenders: 2,
    insideSteps: 0,
    outsideSteps: 0,
    nsPerStep: null,
    windowMs: 5,
    rounds: 1,
    cores: null,
    audit: false,
    untilLoss: false,
    ...more,
  };
}

const run = (a: ForkSpec, b: ForkSpec, timeLimitMs = LIMIT_MS) =>
  runDuel({ a, b, pairs: 6 }, { runtime: process.execPath, timeLimitMs });

describe('a duel', { timeout: 2 * LIMIT_MS }, () => {
  it('times both sides in turn and checks both counts', async () => {
    // Long enough that even on a busy machine somebody counts in a window.
    const long = spec('right', { windowMs: 100 });
    const { a, b, pairs } = await run(long, long);
    expect(pairs.length).toBeGreaterThan(0);
    for (const ns of pairs.flat()) expect(ns).toBeGreaterThan(0);
    for (const side of [a, b]) {
      expect(side.verdict).toBe('exact');
      expect(side.operations).toBeGreaterThan(0);
      expect(side.observed).toBe(side.operations);
    }
  });

  it('sees which side is the slow one', async () => {
    const alone = { contenders: 1, windowMs: 100 };
    const { pairs } = await run(spec('right', alone), spec('is-slow', alone));
    expect(pairs.length).toBeGreaterThan(0);
    for (const [a, b] of pairs) expect(b).toBeGreaterThan(10 * a);
  });

  it('starts with the flags of both sides', async () => {
    const flagged = spec('needs-a-flag', { flags: ['--expose-gc'] });
    expect(await run(flagged, spec('needs-a-flag'))).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'exact' },
    });
  });

  it('says which side refused, crashed or stood still', async () => {
    expect(await run(spec('right'), spec('refuses'))).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'rejected' },
    });
    expect(await run(spec('throws-when-made'), spec('right'))).toMatchObject({
      a: { verdict: 'crashed', reason: 'no such lock' },
      b: { verdict: 'exact' },
    });
    expect(await run(spec('right'), spec('forgets-to-unlock-and-waits'), 3_000)).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'deadlock' },
      pairs: [],
    });
  });
});
