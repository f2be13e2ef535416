import { spawnSync } from 'node:child_process';
import { BROWSERS, browserIn, executableOf, INSTALLABLE } from '@contend/harness';
import { describe, expect, it } from 'vitest';
import { runtimeAt } from '../catalogue/runtime.ts';
import { GRANTED, overheadOnce, quotientsOf, WINDOWS } from './overhead.ts';
import { tinybenchOnce } from './trial.ts';

const installed = [
  ...INSTALLABLE.filter((name) => spawnSync(executableOf(name), ['--version']).status === 0),
  ...BROWSERS.filter((name) => browserIn(process.env.PATH ?? '', name) !== undefined),
];

/** Forks of which each window's ratio is near one value. */
function forks(around: number, count = 8) {
  const near = (i: number) => around * (1 + ((i % 5) - 2) / 1_000);
  return Array.from({ length: count }, (_, i) => ({
    harness: [near(i), near(i + 1), near(i + 2)],
    counter: [2, 2, 2],
  }));
}

describe('what the harness costs', () => {
  it('is within what is granted, or is not, or cannot be told', () => {
    const outcome = (around: number, count?: number) => quotientsOf(forks(around, count))[0]?.outcome;
    const most = 1 + GRANTED / 100;
    expect(outcome(most - 0.01)).toBe('reached');
    expect(outcome(most + 0.01)).toBe('missed');
    expect(outcome(most)).toBe('undecided');
    expect(outcome(most - 0.01, 7)).toBe('undecided');
  });

  it('is told beside what it costs that a counter is an object', () => {
    expect(quotientsOf(forks(1))[1]).toMatchObject({ ratio: 2, most: null, outcome: null });
  });

  const signal = new AbortController().signal;
  describe.each(['node', ...installed])('in %s', { timeout: 600_000 }, (name) => {
    it('is measured window by window', async () => {
      const { harness, counter } = await overheadOnce(await runtimeAt(name), [0], signal);
      for (const ratios of [harness, counter]) {
        expect(ratios.length).toBeGreaterThan(0);
        expect(ratios.length).toBeLessThanOrEqual(WINDOWS);
        expect(ratios.every((ratio) => ratio > 0 && Number.isFinite(ratio))).toBe(true);
      }
    });

    // It takes as long everywhere: in a process, and in a page, is enough.
    it.runIf(name === 'node' || name === 'chromium')('has tinybench beside it', async () => {
      const margins = await tinybenchOnce(await runtimeAt(name), signal);
      expect(margins).toHaveLength(2);
      for (const { mean, margin } of margins) expect(Math.min(mean, margin)).toBeGreaterThan(0);
    });
  });
});
