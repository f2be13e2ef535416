import { describe, expect, it } from 'vitest';
import { nsPerStep, Work } from './work.ts';

describe('the work generator', () => {
  it('takes time for each step that it is asked for', () => {
    const work = new Work();
    const time = (steps: number) => {
      const run = work.of(steps);
      const from = performance.now();
      for (let i = 0; i < 50; i++) run();
      return performance.now() - from;
    };
    time(100_000);
    // A loop that the compiler had removed would take the same time whatever its length.
    expect(time(1_000_000)).toBeGreaterThan(2 * time(10_000));
  });

  it('says how long a step takes', () => {
    expect(nsPerStep()).toBeGreaterThan(0);
    expect(nsPerStep()).toBeLessThan(1_000);
  });
});
