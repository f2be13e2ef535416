import { expect, test } from 'vitest';
import { allocate, LINE_BYTES, regionsOf } from './memory.ts';

const LINE = LINE_BYTES / 4;

test.each([0, 1, 32, 33, 1000])('regions of %i words start on lines of their own and do not meet', (words) => {
  const regions = regionsOf(words, 4);
  expect(regions).toHaveLength(4);
  regions.forEach(({ count, base }, i) => {
    expect(count % LINE).toBe(0);
    expect(base % LINE).toBe(0);
    expect(base - count).toBeGreaterThanOrEqual(LINE);
    const next = regions[i + 1];
    if (next !== undefined) expect(next.count - base).toBeGreaterThanOrEqual(Math.max(words, LINE));
  });
});

test.each([
  [0, 1],
  [1, 4],
  [16_384, 1],
  [100_000, 3],
])('memory for %i words, %i times over, is shared, zeroed and large enough', (words, howMany) => {
  const { memory, view, regions } = allocate(words, howMany);
  expect(memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(view.buffer).toBe(memory.buffer);
  expect(regions).toEqual(regionsOf(words, howMany));
  expect(view.every((word) => word === 0)).toBe(true);
  expect(view.length).toBeGreaterThanOrEqual((regions.at(-1)?.base ?? 0) + Math.max(words, 1));
});

test('more memory than there can be is a RangeError', () => {
  expect(() => allocate(2 ** 24, 100)).toThrow(RangeError);
});
