import { expect, test } from 'vitest';
import type { View } from './data.ts';
import { within, zoomedBy, zoomOf } from './zoom.ts';

const view: View = { strategies: [], worlds: [], workload: 0, scale: 'log', zoom: null };

test('closer is the middle half, and back from there is the whole', () => {
  const closer = zoomedBy([1, 10_000], view, 0.5);
  expect(closer).toEqual([10, 1_000]);
  expect(zoomedBy([1, 10_000], { ...view, zoom: closer }, 2)).toBeNull();
  expect(zoomedBy([0, 100], { ...view, scale: 'linear' }, 0.5)).toEqual([25, 75]);
  expect(zoomedBy([1, 10_000], { ...view, zoom: closer }, Number.POSITIVE_INFINITY)).toBeNull();
});

test('back from one end reaches no further than the whole', () => {
  expect(zoomedBy([1, 10_000], { ...view, zoom: [1, 10] }, 2)).toEqual([1, 31.62]);
});

test('closer than an axis has figures for it does not get', () => {
  const zoom = [100, 102.5] as const;
  expect(zoomedBy([1, 10_000], { ...view, zoom }, 0.5)).toEqual(zoom);
});

test('a range is one from either end, in few digits', () => {
  expect(zoomOf(123_456, 1.5)).toEqual([1.5, 123_500]);
  expect(zoomOf(0, 5e6)).toEqual([5, 5e6]);
});

test.each([
  [Number.NaN, 1],
  [1, Number.POSITIVE_INFINITY],
  [-5, -1],
  [0, 0],
  [100, 101],
])('from %d to %d there is nothing to be seen', (a, b) => {
  expect(zoomOf(a, b)).toBeNull();
});

test('what is not zoomed shows everything', () => {
  expect([0.1, 5, 1e9].map((value) => within(view, value))).toEqual([true, true, true]);
  expect([0.1, 5, 1e9].map((value) => within({ ...view, zoom: [1, 10] }, value))).toEqual([false, true, false]);
});
