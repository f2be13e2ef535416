import { describe, expect, it, vi } from 'vitest';
import { nsPerStep, Work } from './work.ts';

/** The generator's state, which nothing but its steps changes. */
const stateOf = (work: Work) => (work as unknown as { state: number }).state;

/** @see Marsaglia, "Xorshift RNGs": the generator with the shifts 13, 17 and 5, and its seed there */
function xorshift(steps: number): number {
  let x = 2_463_534_242n;
  for (let i = 0; i < steps; i++) {
    x ^= (x << 13n) & 0xffff_ffffn;
    x ^= x >> 17n;
    x ^= (x << 5n) & 0xffff_ffffn;
  }
  return Number(BigInt.asIntN(32, x));
}

describe('the work generator', () => {
  it('does each step that it is asked for, where the last one ended, so that none can be left out', () => {
    const work = new Work();
    work.of(0)();
    expect(stateOf(work)).toBe(xorshift(0));
    work.of(7)();
    expect(stateOf(work)).toBe(xorshift(7));
    const more = work.of(1_000);
    more();
    more();
    expect(stateOf(work)).toBe(xorshift(2_007));
  });

  it('says how long a step takes: of its runs, by the one that was disturbed least', () => {
    const took = [5, 2, 3];
    let ms = 0;
    let reads = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      if (reads % 2 === 1) ms += took[((reads - 1) / 2) % took.length] as number;
      reads++;
      return ms;
    });
    const ns = nsPerStep();
    clock.mockRestore();
    // 20 000 steps in 2 ms.
    expect(ns).toBeCloseTo(100, 9);
  });
});
