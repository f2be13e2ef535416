import { beforeEach, describe, expect, it, vi } from 'vitest';
import { clock } from './fixtures/simulated-clock.ts';
import { SimulatedTeam, type Simulation } from './fixtures/simulated-team.ts';
import { spec } from './fixtures/spec.ts';
import { measure } from './measure.ts';
import type { ForkResult, ForkSpec } from './spec.ts';
import { REGIONS } from './team.ts';
import { complete, Ledger, roundOf } from './windows.ts';

vi.mock('./clock.ts', () => import('./fixtures/simulated-clock.ts'));

beforeEach(() => {
  Object.assign(clock, { ms: 1, aheadMs: 0 });
});

const WINDOW_MS = 20;
const measured = (simulation: Partial<Simulation>, more: Partial<ForkSpec> = {}) =>
  measure(new SimulatedTeam(simulation), spec('simulated', { windowMs: WINDOW_MS, ...more }));

/** Numbers from 0 to 1, the same in each run. */
function random(seed: number): () => number {
  let x = seed;
  return () => {
    x = (x * 48_271) % 2_147_483_647;
    return x / 2_147_483_647;
  };
}

describe('a measured cell', () => {
  it('has a round for each window, with what every contender did in it', async () => {
    const result = (await measured({ nsEach: 10_000 })) as ForkResult;
    expect(result).toMatchObject({ verdict: 'exact', reason: null, cpuNs: [2, 2] });
    expect(result.rounds).toHaveLength(2);
    for (const { ms, increments, overlap } of result.rounds) {
      expect(ms).toBe(WINDOW_MS);
      for (const done of increments) expect(done).toBeCloseTo(2_000, 0);
      expect(overlap).toBeGreaterThan(0.9);
    }
  });

  it('has lost updates when one was lost among all', async () => {
    const result = await measured({ error: (operations) => (operations > 3_000 ? -1 : 0) });
    expect(result).toMatchObject({ verdict: 'lost-updates' });
    const { operations, observed } = result as ForkResult;
    expect(operations - observed).toBe(1);
  });

  it('is looked at until an update was lost, where that is asked for, and no longer than that', async () => {
    const late = { error: (operations: number) => (operations > 50_000 ? -1 : 0) };
    expect(await measured(late)).toMatchObject({ verdict: 'exact' });
    const result = (await measured(late, { untilLoss: true })) as ForkResult;
    expect(result.verdict).toBe('lost-updates');
    expect(result.operations).toBeLessThan(60_000);
  });

  it('has crashed when it counted more than was done: that tells nothing', async () => {
    expect(await measured({ error: (operations) => operations })).toMatchObject({
      verdict: 'crashed',
      reason: 'counted more hits than were made',
    });
  });
});

describe('contenders whose clocks differ by more than a window', () => {
  const AHEAD_MS = 5 * WINDOW_MS;
  // The one that is ahead is the last to come, and schedules the window.
  const simulation = { aheadMs: [0, AHEAD_MS] };

  it('give no result', async () => {
    for (const aheadMs of [
      [0, AHEAD_MS],
      [AHEAD_MS, 0],
      [0, -AHEAD_MS],
      [0, 0, 2 * WINDOW_MS],
    ]) {
      expect(await measured({ aheadMs })).toEqual({ untrusted: 'the windows of its contenders did not coincide' });
    }
  });

  it('would have counted right, each in a window of its own, at another time than the other', async () => {
    const team = new SimulatedTeam(simulation);
    const ledger = new Ledger(team, REGIONS.rounds);
    const window = await team.window(REGIONS.rounds, WINDOW_MS);
    await ledger.enter(window);
    expect(complete(window)).toBe(true);
    expect(ledger.verdict().verdict === 'lost-updates').toBe(false);
    const [first, second] = team.trueWindows[0] as [
      { opens: number; closes: number },
      { opens: number; closes: number },
    ];
    expect(second.closes).toBeLessThan(first.opens);
    expect(roundOf(window, WINDOW_MS).overlap).toBeLessThan(0.2);
  });
});

it('contenders whose clocks agree give a result, however seldom and late the host lets them run', async () => {
  for (let seed = 1; seed <= 100; seed++) {
    const any = random(seed);
    // Now and then for as long as several windows, so that overlaps are small.
    const heldUpMs = () => (any() < 0.02 ? 10 * WINDOW_MS * any() : 0);
    const result = await measured({ aheadMs: [0, 0, 0, 0], heldUpMs });
    expect(result, `seed ${seed}`).not.toHaveProperty('untrusted');
  }
});
