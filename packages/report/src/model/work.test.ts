import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { ideal, workOf } from './work.ts';

test.each([
  [1, 100, 0, 1e7],
  [1, 100, 900, 1e6],
  [2, 100, 0, 1e7],
  [2, 100, 300, 5e6],
  [4, 100, 300, 1e7],
  [4, 100, 900, 4e6],
  [2, 0, 1_000, 2e6],
  [2, 0, 0, Number.POSITIVE_INFINITY],
])('the ideal of %i contenders, %i ns inside and %i ns outside is %d a second', (contenders, inside, outside, rate) => {
  expect(ideal(contenders, { inside, outside })).toBeCloseTo(rate, 3);
});

test('work is what was done: whole steps, where they were calibrated', () => {
  const { plan } = syntheticRecord({ cells: [] });
  plan.workloads = [
    {
      name: 'typical',
      insideNs: 100,
      outsideNs: 1_000,
      readsPerWrite: 0,
      inFlight: 1,
      distanceMs: null,
      insideSteps: 91,
      outsideSteps: 909,
    },
  ];
  const cell = { workload: 'typical', runtime: 'node 26.10.0' };
  const rest = { readsPerWrite: 0, distanceMs: null };
  expect(workOf({ ...plan, nsPerStep: 1.1 }, cell)).toEqual({ inside: 91 * 1.1, outside: 909 * 1.1, ...rest });
  expect(workOf({ ...plan, nsPerStep: null }, cell)).toEqual({ inside: 100, outside: 1_000, ...rest });
  expect(workOf(plan, { ...cell, workload: 'hot' })).toBeNull();
});

test('work is calibrated in each runtime', () => {
  const { plan } = syntheticRecord({ cells: [] });
  plan.workloads = [
    {
      name: 'typical',
      insideNs: 100,
      outsideNs: 1_000,
      readsPerWrite: 0,
      inFlight: 1,
      distanceMs: null,
      insideSteps: 91,
      outsideSteps: 909,
    },
  ];
  plan.nsPerStep = 1.1;
  plan.calibration = [
    { runtime: 'node 26.10.0', nsPerStep: 1.1 },
    { runtime: 'node 26.10.0 (2)', nsPerStep: 3 },
  ];
  expect(workOf(plan, { workload: 'typical', runtime: 'node 26.10.0 (2)' })).toEqual({
    inside: 99,
    outside: 999,
    readsPerWrite: 0,
    distanceMs: null,
  });
});
