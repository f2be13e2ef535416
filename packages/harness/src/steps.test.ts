import { describe, expect, it } from 'vitest';
import { asyncSteps, steps } from './steps.ts';

/** A counter that rings the bell at its `at`th increment. */
function counter(bell: Int32Array, at: number) {
  return {
    made: 0,
    increment() {
      if (++this.made >= at) bell[0] = 1;
      return this.made;
    },
  };
}

const outsides = [
  ['with', () => {}],
  ['without', undefined],
] as const;

describe.each(outsides)('a batch %s work outside', (_, outside) => {
  it('makes as many increments as asked', async () => {
    const bell = new Int32Array(1);
    for (const n of [1, 2, 7, 64, 1_000]) {
      for (const looks of [{ word: bell, stride: 1 }, { word: bell, stride: 16 }, undefined]) {
        const blocking = counter(bell, Number.POSITIVE_INFINITY);
        expect(steps(blocking, n, outside, looks)).toBe(n);
        const awaited = counter(bell, Number.POSITIVE_INFINITY);
        expect(await asyncSteps(awaited, n, outside, looks)).toBe(n);
        expect([blocking.made, awaited.made]).toEqual([n, n]);
      }
    }
  });

  it('ends at the bell, and says how many it has made', async () => {
    for (const at of [1, 2, 7, 64]) {
      for (const stride of [1, 16]) {
        const word = new Int32Array(1);
        const blocking = counter(word, at);
        const made = steps(blocking, 1_000, outside, { word, stride });
        expect(made).toBe(Math.ceil(at / stride) * stride);
        expect(blocking.made).toBe(made);
      }
      const word = new Int32Array(1);
      const awaited = counter(word, at);
      expect(await asyncSteps(awaited, 1_000, outside, { word, stride: 16 })).toBe(at);
      expect(awaited.made).toBe(at);
    }
  });

  it('makes one increment where the bell was rung before', async () => {
    const bell = { word: Int32Array.of(1), stride: 1 };
    const never = () => counter(new Int32Array(1), Number.POSITIVE_INFINITY);
    expect(steps(never(), 1_000, outside, bell)).toBe(1);
    expect(await asyncSteps(never(), 1_000, outside, bell)).toBe(1);
  });
});
