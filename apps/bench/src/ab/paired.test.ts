import { type ForkVerdict, failedPair, type PairResult, type runPair, type SideResult } from '@contend/harness';
import { describe, expect, it } from 'vitest';
import { plannedCell } from '../fixtures/planned.ts';
import { measurePaired, pairWindowMs } from './paired.ts';

const BUDGET_MS = 10_000;
const FORK_MS = 1_000;

const side = (verdict: ForkVerdict, more: Partial<SideResult> = {}): SideResult => ({
  ...{ verdict, reason: null, operations: 10, observed: 10, pinned: true },
  ...more,
});
const exact = side('exact');

/** Of a fork, and how long it takes. */
interface Played extends Partial<PairResult> {
  ms?: number;
}

/** Forks that take no time but the one that they are told to. @param play what comes of the n-th */
async function played(play: (n: number, interrupt: () => void) => Played = () => ({})) {
  let time = 5_000;
  const controller = new AbortController();
  let forks = 0;
  const told: [number, number][] = [];
  const pair: typeof runPair = async (_spec, { signal }) => {
    const { ms = FORK_MS, ...result } = play(++forks, () => controller.abort(new Error('interrupted')));
    time += ms;
    signal?.throwIfAborted();
    return { a: exact, b: exact, pairs: [[10, 20]], ...result };
  };
  const measured = await measurePaired({
    ...{ a: plannedCell('a/a', 2), b: plannedCell('b/b', 2), pair, now: () => time, cores: null, nsPerStep: undefined },
    ...{ budgetMs: BUDGET_MS, timeLimitMs: 20_000, signal: controller.signal },
    onFork: (n, elapsedMs) => told.push([n, elapsedMs]),
  });
  return { ...measured, forks, told };
}

describe('two cells in turn', () => {
  it('are measured until the budget holds no further fork', async () => {
    const { forks, ms, told, ratios } = await played(() => ({ ms: 1_500 }));
    expect(forks).toBe(6);
    expect(ms).toBe(9_000);
    expect(ratios).toHaveLength(6);
    expect(told).toEqual([1, 2, 3, 4, 5, 6].map((n) => [n, n * 1_500]));
  });

  it('are measured once, however small the budget', async () => {
    expect((await played(() => ({ ms: 3 * BUDGET_MS }))).forks).toBe(1);
  });

  it('give one ratio a fork: the median of its pairs', async () => {
    const pairs: [number, number][] = [
      [10, 20],
      [100, 100],
      [10, 30],
    ];
    const { a, b, ratios } = await played(() => ({ ms: BUDGET_MS, pairs }));
    expect({ a, b, ratios }).toEqual({ a: [10], b: [30], ratios: [2] });
  });

  it('have the worse verdict of all their forks, in whatever order they came, and counts that add up', async () => {
    const wrong = side('lost-updates', { reason: null, observed: 7, pinned: false });
    for (const bad of [1, 2, 10]) {
      const { verdicts, pinned, forks } = await played((n) => (n === bad ? { b: wrong } : {}));
      expect(forks).toBe(10);
      expect(verdicts.a).toEqual(side('exact', { operations: 100, observed: 100 }));
      expect(verdicts.b).toEqual(side('lost-updates', { operations: 100, observed: 97, pinned: false }));
      expect(pinned).toBe(false);
    }
  });

  it('are measured no further when one cannot go on', async () => {
    const { forks, verdicts, ratios } = await played((n) =>
      n < 3 ? {} : failedPair('deadlock', 'they all wait', { a: false, b: true }),
    );
    expect(forks).toBe(3);
    expect(ratios).toHaveLength(2);
    expect([verdicts.a.verdict, verdicts.b.verdict, verdicts.b.reason]).toEqual(['exact', 'deadlock', 'they all wait']);
  });

  it('keep what was measured when they are interrupted', async () => {
    const { ratios, ms } = await played((n, interrupt) => {
      if (n === 3) interrupt();
      return {};
    });
    expect(ratios).toEqual([2, 2]);
    expect(ms).toBe(3 * FORK_MS);
  });

  it('are interrupted before there is anything to tell', async () => {
    const early = played((_, interrupt) => {
      interrupt();
      return {};
    });
    await expect(early).rejects.toThrow('interrupted');
  });

  it('do not take a failure for an interruption', async () => {
    const failing = played((n) => {
      if (n === 3) throw new Error('no process to be had');
      return {};
    });
    await expect(failing).rejects.toThrow('no process to be had');
  });

  it('have long windows only where threads outnumber cores', () => {
    const window = (world: 'threads' | 'tasks', contenders: number) => pairWindowMs({ world, contenders }, 2);
    expect(window('threads', 2)).toBe(window('tasks', 64));
    expect(window('threads', 3)).toBeGreaterThan(window('threads', 2));
  });
});
