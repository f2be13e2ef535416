import { type ForkVerdict, failedPair } from '@contend/harness';
import { expect, it } from 'vitest';
import { compared, statusOf } from './answer.ts';

/** Forks that all give one ratio. */
function answered(forks: number, ratio: number, a: ForkVerdict = 'exact', b: ForkVerdict = 'exact') {
  const side = (verdict: ForkVerdict) => ({ ...failedPair(verdict, '').a, verdict });
  const measured = { ratios: Array(forks).fill(ratio), verdicts: { a: side(a), b: side(b) } };
  const comparison = compared(measured, 0.01);
  return { call: comparison?.call ?? null, status: statusOf(measured, comparison) };
}

it('calls B slower from eight forks on, with status 1, and nothing before, however clear', () => {
  expect(answered(7, 100)).toEqual({ call: 'none', status: 0 });
  expect(answered(8, 2)).toEqual({ call: 'slower', status: 1 });
});

it('calls B faster with status 0, and calls nothing below the threshold', () => {
  expect(answered(8, 0.5)).toEqual({ call: 'faster', status: 0 });
  expect(answered(8, 1.005)).toEqual({ call: 'none', status: 0 });
});

it('compares no speeds when a count is wrong; that is status 1 when it is B’s where A is exact', () => {
  expect(answered(8, 2, 'exact', 'lost-updates')).toEqual({ call: null, status: 1 });
  expect(answered(8, 2, 'lost-updates', 'exact')).toEqual({ call: null, status: 0 });
  expect(answered(8, 2, 'lost-updates', 'deadlock')).toEqual({ call: null, status: 0 });
  expect(answered(0, 2, 'exact', 'crashed')).toEqual({ call: null, status: 1 });
});

it('compares nothing where nothing was measured', () => {
  expect(answered(0, 1)).toEqual({ call: null, status: 0 });
});
