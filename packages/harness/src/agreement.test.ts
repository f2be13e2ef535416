import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ClocksDiffer, compareClocks, leastDifference } from './agreement.ts';
import { clock } from './fixtures/simulated-clock.ts';

vi.mock('./clock.ts', () => import('./fixtures/simulated-clock.ts'));

beforeEach(() => {
  Object.assign(clock, { ms: 1, aheadMs: 0 });
});

/** Two threads that meet, whose clocks are so far ahead of the main thread's; every step of theirs may be late. */
function meeting(aheadMs: readonly number[], lateMs: () => number) {
  const thread = () => ({ came: clock.ms + lateMs(), wokenAfter: lateMs() });
  return vi.fn(async () => {
    const threads = aheadMs.map(thread);
    const all = Math.max(...threads.map(({ came }) => came));
    const left = threads.map(({ wokenAfter }) => all + wokenAfter);
    clock.ms = Math.max(...left) + lateMs();
    return threads.map(({ came }, i) => ({
      came: came + (aheadMs[i] as number),
      left: (left[i] as number) + (aheadMs[i] as number),
    }));
  });
}

/** Numbers from 0 to 1, the same in each run. */
function random(): () => number {
  let x = 1;
  return () => {
    x = (x * 48_271) % 2_147_483_647;
    return x / 2_147_483_647;
  };
}

const WINDOW_MS = 20;

describe('clocks', () => {
  it('that agree are believed, however late anybody is', async () => {
    const any = random();
    for (let i = 0; i < 500; i++) {
      await compareClocks(
        meeting([0, 0, 0], () => 10 ** (6 * any() - 3)),
        WINDOW_MS,
      );
    }
  });

  it.each([
    ['two threads', [0, WINDOW_MS]],
    ['a thread that is behind, and two that agree', [-WINDOW_MS, 0, 0]],
    ['the main thread and all others', [WINDOW_MS, WINDOW_MS]],
    ['the main thread and the only other', [-WINDOW_MS]],
  ])('that differ by a window are found out: of %s', async (_, aheadMs) => {
    const any = random();
    // Long delays as often as short ones: among so many meetings one is quick.
    const meet = meeting(aheadMs, () => 10 ** (4 * any() - 2));
    await expect(compareClocks(meet, WINDOW_MS)).rejects.toThrow(ClocksDiffer);
  });

  it('are compared once where that was quick, and not for ever where it never is', async () => {
    const quick = meeting([0, 0], () => 0.05);
    await compareClocks(quick, WINDOW_MS);
    expect(quick).toHaveBeenCalledTimes(1);
    const slow = meeting([0, 0], () => 100);
    await compareClocks(slow, WINDOW_MS);
    expect(slow.mock.calls.length).toBeGreaterThan(1);
  });

  it('differ at least by what an earlier moment is later', () => {
    const honest = { came: 1, left: 3 };
    expect(leastDifference(0, [honest, { came: 2, left: 2.5 }], 4)).toBeLessThanOrEqual(0);
    // It left before another came, came before it was sent, or left after it was back.
    expect(leastDifference(0, [honest, { came: 0.1, left: 0.5 }], 4)).toBe(0.5);
    expect(leastDifference(1.5, [honest], 4)).toBe(0.5);
    expect(leastDifference(0, [honest], 2)).toBe(1);
  });
});
