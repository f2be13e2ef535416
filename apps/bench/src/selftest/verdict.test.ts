import { describe, expect, it } from 'vitest';
import { alarms, detects, marginsApart, row } from './verdict.ts';

const scattered = (around: number) => Array.from({ length: 30 }, (_, i) => around * (1 + ((i % 5) - 2) / 1_000));

describe('a selftest', () => {
  it('calls equals equal, and a planted difference by its side', () => {
    expect(alarms(scattered(1))).toBe(false);
    expect(alarms(scattered(1.05))).toBe(true);
    expect(alarms(scattered(0.95))).toBe(true);
    expect(detects(scattered(1), 1.05)).toBe(true);
    expect(detects(scattered(0.9), 1.05)).toBe(false);
  });

  it('takes margins of error that do not overlap for a difference', () => {
    const a = { mean: 10, margin: 0.2 };
    expect(marginsApart(a, { mean: 10.3, margin: 0.2 })).toBe('none');
    expect(marginsApart(a, { mean: 10.5, margin: 0.2 })).toBe('slower');
    expect(marginsApart(a, { mean: 9.5, margin: 0.2 })).toBe('faster');
    expect(marginsApart(a, { mean: 10, margin: 0.2 }, 1.1)).toBe('slower');
  });

  it('misses a target only when the interval of the rate excludes it', () => {
    const answers = (yes: number, of: number) => Array.from({ length: of }, (_, i) => i < yes);
    expect(row('r', 'q', answers(1, 60), { most: 0.01 }).outcome).toBe('undecided');
    expect(row('r', 'q', answers(8, 60), { most: 0.01 }).outcome).toBe('missed');
    expect(row('r', 'q', answers(45, 60), { least: 0.8 }).outcome).toBe('undecided');
    expect(row('r', 'q', answers(58, 60), { least: 0.8 }).outcome).toBe('reached');
    expect(row('r', 'q', answers(30, 60), { least: 0.8 }).outcome).toBe('missed');
    expect(row('r', 'q', answers(3, 60), null)).toMatchObject({ count: 3, of: 60, rate: 0.05, outcome: null });
  });
});
