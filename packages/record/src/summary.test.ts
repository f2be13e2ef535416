import { THRESHOLD } from '@contend/stats';
import { expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import type { Fork, Round } from './schema.ts';
import { type RawCell, summariseCell, summariseRecord } from './summary.ts';

function round(ms: number, increments: number[], rest: Partial<Round> = {}): Round {
  return { ms, increments, longestGap: 1_000, overlap: 1, ...rest };
}

function fork(block: number, rounds: Round[], rest: Partial<Fork> = {}): Fork {
  const inside = rounds.flatMap((each) => each.increments).reduce((a, b) => a + b, 0);
  return {
    block,
    at: block * 100,
    verdict: 'exact',
    reason: null,
    rounds,
    operations: inside,
    observed: inside,
    reads: null,
    cpuNs: null,
    contextSwitches: null,
    pingPongNs: null,
    steal: null,
    workDrift: null,
    failed: null,
    ...rest,
  };
}

function raw(forks: Fork[], rest: Partial<RawCell> = {}): RawCell {
  return {
    strategy: 'spinlock/tas',
    strategyVersion: '1',
    guest: false,
    world: 'threads',
    contenders: 2,
    workload: 'hot',
    runtime: 'node',
    pinned: true,
    promised: true,
    wait: null,
    waitByTime: null,
    latency: null,
    engine: null,
    hosts: null,
    reproduce: 'npx contend run',
    explored: null,
    audit: null,
    forks,
    ...rest,
  };
}

test('a fork is all its increments over all its time, and a cell the median of its forks', () => {
  const { throughput, nsPerIncrement } = summariseCell(
    raw([
      fork(0, [round(10, [300, 700]), round(30, [500, 500])]), // 2 000 in 40 ms
      fork(1, [round(20, [1_000, 1_000])]), // 2 000 in 20 ms
      fork(2, [round(10, [2_000, 2_000])]), // 4 000 in 10 ms
    ]),
  );
  expect(throughput).toEqual({ median: 100_000, low: null, high: null });
  expect(nsPerIncrement).toEqual({ median: 10_000, low: null, high: null });
});

test('from six forks on there is an interval: here the extremes', () => {
  const forks = [1, 2, 3, 4, 5, 6].map((n) => fork(n, [round(1, [n * 500, n * 500])]));
  expect(summariseCell(raw(forks)).throughput).toEqual({ median: 3_500_000, low: 1e6, high: 6e6 });
});

test('what was not timed to its end counts for the verdict and the count, not for the speed', () => {
  const summary = summariseCell(
    raw([
      fork(0, [round(10, [500, 500])]),
      fork(1, [round(10, [1, 0])], { verdict: 'time-limit', reason: 'stuck', operations: 10, observed: 10 }),
    ]),
  );
  expect(summary).toMatchObject({ verdict: 'time-limit', reason: 'stuck', expected: 1_010 });
  expect(summary.throughput?.median).toBe(100_000);
});

test('without rounds there is no figure, and none is zero', () => {
  const summary = summariseCell(raw([fork(0, [], { verdict: 'deadlock', operations: 5, observed: 5 })]));
  expect(summary).toMatchObject({
    verdict: 'deadlock',
    throughput: null,
    nsPerIncrement: null,
    cpuNsPerIncrement: null,
    fairness: { jain: null, handoffsPerMillion: null },
    longestGap: null,
    overlap: null,
    minimumDetectableChange: null,
    rank: null,
  });
});

test('a fork that counted nothing is a throughput of 0 and has no time per increment', () => {
  const summary = summariseCell(raw([fork(0, [round(10, [0, 0])]), fork(1, [round(10, [5, 5])])]));
  expect(summary.throughput?.median).toBe(500);
  expect(summary.nsPerIncrement).toBeNull();
});

test('lost updates add up over all forks, failed ones too', () => {
  const summary = summariseCell(
    raw([
      fork(0, [round(10, [50, 50])], { verdict: 'lost-updates', operations: 120, observed: 100 }),
      fork(1, [round(10, [50, 50])], { operations: 110, observed: 110 }),
      fork(2, [], { verdict: 'crashed', operations: 7, observed: 4 }),
    ]),
  );
  expect(summary).toMatchObject({ expected: 237, observed: 214, lost: 23 });
});

test('CPU time is set against all operations, ramps included', () => {
  const summary = summariseCell(raw([fork(0, [round(10, [50, 50])], { operations: 200, cpuNs: [6_000, 4_000] })]));
  expect(summary.cpuNsPerIncrement).toBe(50);
  const reads = { operations: 800, torn: 0 };
  const reading = fork(0, [round(10, [500, 400])], { operations: 200, reads, cpuNs: [6_000, 4_000] });
  expect(summariseCell(raw([reading])).cpuNsPerIncrement).toBe(10);
});

test('fairness is over what each contender did in the whole fork', () => {
  const evenInTheEnd = fork(0, [round(10, [100, 0]), round(10, [0, 100])]);
  const oneGotAll = fork(0, [round(10, [100, 0]), round(10, [100, 0])]);
  expect(summariseCell(raw([evenInTheEnd])).fairness.jain).toBe(1);
  expect(summariseCell(raw([oneGotAll])).fairness.jain).toBe(0.5);
});

test('hand-offs are given per million watched operations', () => {
  const audit = {
    operations: 4_000,
    overlaps: 0,
    torn: 0,
    duplicates: 0,
    gaps: 0,
    handoffs: 2,
    slowdown: null,
    waitSlowdown: null,
    waitSamples: 0,
    unknown: null,
    roundTrips: null,
  };
  expect(summariseCell(raw([fork(0, [round(1, [1, 1])])], { audit })).fairness.handoffsPerMillion).toBe(500);
  expect(
    summariseCell(raw([fork(0, [round(1, [1, 1])])], { audit: { ...audit, handoffs: null } })).fairness
      .handoffsPerMillion,
  ).toBeNull();
});

test('the longest gap is the longest of all rounds, the overlap their median', () => {
  const rounds = [
    round(1, [1, 1], { longestGap: 5, overlap: 0.2 }),
    round(1, [1, 1], { longestGap: 9, overlap: 0.9 }),
    round(1, [1, 1], { longestGap: 7, overlap: 0.8 }),
  ];
  expect(summariseCell(raw([fork(0, rounds)]))).toMatchObject({ longestGap: 9, overlap: 0.8 });
});

test("a strategy's own words are made safe to print", () => {
  const crashed = fork(0, [], { verdict: 'crashed', reason: '\u001b[31mboom\nat line 1' });
  const summary = summariseCell(raw([crashed]));
  expect(summary.reason).toBe('boom at line 1');
  expect(summary.forks[0]?.reason).toBe('boom at line 1');
});

test('forks in any order give the same summary', () => {
  const forks = Array.from({ length: 12 }, (_, i) => fork(i, [round(1, [100 + ((i * 7) % 12), 100])]));
  const { forks: _, ...inOrder } = summariseCell(raw(forks));
  const { forks: __, ...reversed } = summariseCell(raw(forks.toReversed()));
  expect(reversed).toEqual(inOrder);
  expect(inOrder.minimumDetectableChange).toBeGreaterThan(0);
});

test('only forks of neighbouring blocks tell how much the cell varies', () => {
  // Twins, and a leap of the host's speed between one pair of twins and the next.
  const speeds = Array.from({ length: 12 }, (_, i) => 100 + (i >> 1) * 50);
  const detectable = (block: (i: number) => number) =>
    summariseCell(raw(speeds.map((speed, i) => fork(block(i), [round(1, [speed, speed])])))).minimumDetectableChange;
  const apart = detectable((i) => i + (i >> 1));
  const together = detectable((i) => i);
  expect(apart).toBeCloseTo(THRESHOLD, 9);
  expect(together).toBeGreaterThan(2 * THRESHOLD);
});

/** `n` forks of a speed, steady within 0.1 %. */
function steady(strategy: string, perMs: number, rest: Partial<RawCell> = {}, n = 20): RawCell {
  const forks = Array.from({ length: n }, (_, i) => {
    const half = (perMs / 2) * (1 + 0.001 * (((i * 7) % 5) / 5));
    return fork(i, [round(1, [half, half])], { operations: Math.ceil(perMs * 2), observed: Math.ceil(perMs * 2) });
  });
  return raw(forks, { strategy, ...rest });
}

test('a rank is 1 + the number of cells called faster, among cells alike but for the strategy', () => {
  const cells = [
    steady('a/slow', 100),
    steady('a/fast', 300),
    steady('a/middle', 200),
    steady('a/middle-too', 200),
    steady('a/slow', 50, { contenders: 2, workload: 'typical' }),
  ];
  expect(summariseRecord(cells).map((cell) => cell.rank)).toEqual([4, 1, 2, 2, 1]);
});

test('a wrong count is never ranked, and takes no rank from others', () => {
  const racy = steady('unlocked/plain', 9_000, { promised: false });
  const lossy = racy.forks.map((each) => ({ ...each, verdict: 'lost-updates' as const, observed: each.observed - 1 }));
  const ranks = summariseRecord([{ ...racy, forks: lossy }, steady('a/fast', 300)]).map((cell) => cell.rank);
  expect(ranks).toEqual([null, 1]);
});

test('forks are paired by their block numbers, whatever these are', () => {
  const far = steady('a/fast', 300);
  const shifted = far.forks.map((each) => ({ ...each, block: each.block + 9_007_199_254_740_000 }));
  expect(summariseRecord([{ ...far, forks: shifted }, steady('a/slow', 100)]).map((cell) => cell.rank)).toEqual([1, 1]);
  const both = [far, steady('a/slow', 100)].map((cell) => ({
    ...cell,
    forks: cell.forks.map((each) => ({ ...each, block: each.block * 1e12 })),
  }));
  expect(summariseRecord(both).map((cell) => cell.rank)).toEqual([1, 2]);
});

test('too few forks are not ranked', () => {
  expect(summariseRecord([steady('a/fast', 300, {}, 5)])[0]?.rank).toBeNull();
});

test('a cell whose turn never came is left out', () => {
  expect(summariseRecord([raw([]), steady('a/fast', 300)])).toHaveLength(1);
  expect(() => summariseCell(raw([]))).toThrow('spinlock/tas has no forks');
});

test('summing up a summary changes nothing', () => {
  const { cells } = syntheticRecord();
  expect(summariseRecord(cells)).toEqual(cells);
});
