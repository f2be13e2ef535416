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
      for (const looks of [bell, undefined]) {
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
      const [one, other] = [new Int32Array(1), new Int32Array(1)];
      const blocking = counter(one, at);
      const made = steps(blocking, 1_000, outside, one);
      expect(made).toBe(blocking.made);
      expect(made).toBe(at);
      const awaited = counter(other, at);
      expect(await asyncSteps(awaited, 1_000, outside, other)).toBe(at);
      expect(awaited.made).toBe(at);
    }
  });
});
