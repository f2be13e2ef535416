import { SERVED_CELLS, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { distancesOf } from './distance.ts';

const record = syntheticRecord({ cells: SERVED_CELLS });

test('an increment costs its round trips, and in a queue those of the others', () => {
  const [{ contenders, courses }] = distancesOf(record) as [ReturnType<typeof distancesOf>[number]];
  expect(contenders).toBe(2);
  const of = (strategy: string) => courses.find((course) => course.strategy === strategy);
  expect(of('redis/incr')).toMatchObject({ roundTrips: 1, right: true });
  expect(of('redis/incr')?.slope).toBeCloseTo(1, 0);
  expect(of('redis/set-nx')).toMatchObject({ roundTrips: 4.1, right: true });
  expect(of('redis/set-nx')?.slope).toBeCloseTo(2 * 4.1, 0);
  expect(of('redis/incr')?.steps.map(({ ms }) => ms)).toEqual([0, 1, 5]);
  expect(of('redis/incr-once')?.right).toBe(true);
  expect(of('unlocked/redis')?.right).toBe(false);
  const slopes = courses.map(({ slope }) => slope as number);
  expect(slopes).toEqual(slopes.toSorted((a, b) => a - b));
});

test('one step has no slope, and a record without distances no course', () => {
  const near = syntheticRecord({
    cells: SERVED_CELLS.filter(({ workload = '' }) => workload === 'distance-1ms'),
    blocks: 2,
  });
  for (const { slope } of distancesOf(near)[0]?.courses ?? []) expect(slope).toBeNull();
  expect(distancesOf(near)[0]?.courses).not.toHaveLength(0);
  expect(distancesOf(syntheticRecord({ blocks: 2 }))).toEqual([]);
});

test('a step that was stopped has no time, and stands beside the others whatever it says of cores', () => {
  const cells = record.cells.map((cell) =>
    cell.strategy === 'redis/incr' && cell.workload === 'distance-5ms'
      ? { ...cell, pinned: false, nsPerIncrement: null, verdict: 'time-limit' as const }
      : cell,
  );
  const [distances, ...others] = distancesOf({ ...record, cells });
  expect(others).toEqual([]);
  const incr = distances?.courses.find(({ strategy }) => strategy === 'redis/incr');
  expect(incr).toMatchObject({ right: false });
  expect(incr?.steps.map(({ took }) => took === null)).toEqual([false, false, true]);
});
