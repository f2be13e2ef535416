import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from './compare.ts';

/** Eight pairs, each with b this many times as slow as a. */
const slowed = (...ratios: number[]) =>
  compare(
    ratios.map(() => 100),
    ratios.map((ratio) => 100 * ratio),
  );
const eight = (ratio: number) => slowed(...new Array<number>(8).fill(ratio));

test('b that takes longer in every one of eight pairs is slower', () => {
  const comparison = slowed(1.1, 1.2, 1.3, 1.4, 1.6, 1.7, 1.8, 1.9);
  expect(comparison).toMatchObject({ pairs: 8, ratio: 1.5, low: 1.1, high: 1.9, call: 'slower' });
  expect(comparison.pValue).toBeCloseTo(2 / 256, 15);
});

test('b that takes less in every one of eight pairs is faster', () => {
  expect(slowed(0.5, 0.6, 0.7, 0.8, 0.5, 0.6, 0.7, 0.8)).toMatchObject({ low: 0.5, high: 0.8, call: 'faster' });
});

test('one of eight the other way round and nothing is called', () => {
  const comparison = slowed(1.1, 1.2, 1.3, 1.4, 1.6, 1.7, 1.8, 0.9);
  expect(comparison).toMatchObject({ low: 0.9, call: 'none' });
  expect(comparison.pValue).toBeCloseTo((2 * 9) / 256, 15);
});

test('seven pairs call nothing, however far apart', () => {
  const comparison = slowed(9, 9, 9, 9, 9, 9, 9);
  expect(comparison).toEqual({
    pairs: 7,
    ratio: 9,
    low: null,
    high: null,
    pValue: null,
    call: 'none',
    minimumDetectableChange: null,
  });
});

test('a difference within the threshold is not called; the threshold is relative to the faster side', () => {
  expect(eight(1.0099)).toMatchObject({ call: 'none', pValue: 1 });
  expect(eight(1.0101).call).toBe('slower');
  expect(eight(1 / 1.0099).call).toBe('none');
  expect(eight(1 / 1.0101).call).toBe('faster');
});

test('threshold and confidence are the caller’s to set', () => {
  const b = [102, 103, 104, 105, 106, 107, 108, 109];
  const a = b.map(() => 100);
  expect(compare(a, b, { threshold: 0.019 }).call).toBe('slower');
  expect(compare(a, b, { threshold: 0.021 }).call).toBe('none');
  // Eight pairs reach 1 - 2/256 = 99.2 %.
  expect(compare(a, b, { confidence: 0.992 }).call).toBe('slower');
  expect(compare(a, b, { confidence: 0.993 })).toMatchObject({ low: null, high: null, call: 'none' });
});

test('thirty pairs: called when seven fall short, not when eight do', () => {
  // P(Binomial(30, 1/2) <= 7) = 0.0026, <= 8 = 0.0081; a side may take 0.005.
  const short = (count: number) => slowed(...Array.from({ length: 30 }, (_, pair) => (pair < count ? 0.9 : 1.1)));
  expect(short(7)).toMatchObject({ low: 1.1, call: 'slower' });
  expect(short(7).pValue).toBeCloseTo(2 * 0.0026114, 6);
  expect(short(8)).toMatchObject({ low: 0.9, call: 'none' });
});

const ns = fc.double({ min: 50, max: 200, noNaN: true });
const runs = fc.array(fc.tuple(ns, fc.double({ min: 0.97, max: 1.08, noNaN: true })), { minLength: 8, maxLength: 40 });

test('the call, the interval and the p-value say the same, and swapping a and b swaps the call', () => {
  const swapped = { faster: 'slower', slower: 'faster', none: 'none' };
  const seen = new Set<string>();
  fc.assert(
    fc.property(runs, fc.double({ min: 0.96, max: 1.04, noNaN: true }), (run, shift) => {
      const a = run.map(([value]) => value);
      const b = run.map(([value, ratio]) => value * ratio * shift);
      const { low, high, pValue, call } = compare(a, b);
      const expected = (low as number) > 1.01 ? 'slower' : (high as number) < 1 / 1.01 ? 'faster' : 'none';
      expect(call).toBe(expected);
      expect((pValue as number) <= 0.01).toBe(expected !== 'none');
      expect(compare(b, a).call).toBe(swapped[call]);
      seen.add(call);
    }),
    { numRuns: 500, seed: 5 },
  );
  expect([...seen].sort()).toEqual(['faster', 'none', 'slower']);
});

test('what cannot be compared is an error', () => {
  expect(() => compare([], [])).toThrow(RangeError);
  expect(() => compare([1], [1, 2])).toThrow(RangeError);
  expect(() => compare([1, 0], [1, 1])).toThrow(RangeError);
});
