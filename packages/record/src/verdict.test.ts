import { expect, test } from 'vitest';
import type { Audit, Fork } from './schema.ts';
import { VERDICTS } from './schema.ts';
import { hasRightCount, judge, WORST_FIRST } from './verdict.ts';

function fork(verdict: Fork['verdict'], reason: string | null = null): Fork {
  return {
    block: 0,
    at: 0,
    verdict,
    reason,
    rounds: [],
    operations: 0,
    observed: 0,
    reads: null,
    cpuNs: null,
    contextSwitches: null,
    pingPongNs: null,
    steal: null,
    workDrift: null,
    failed: null,
  };
}

const CLEAN: Audit = {
  operations: 1_000,
  overlaps: 0,
  torn: 0,
  duplicates: 0,
  gaps: 0,
  handoffs: 10,
  slowdown: 2,
  waitSlowdown: 1,
  waitSamples: 16,
  unknown: null,
  roundTrips: null,
};

test('every verdict has its place in the order', () => {
  expect(WORST_FIRST.toSorted()).toEqual(VERDICTS.toSorted());
});

test('the worst fork decides, and the first such gives the reason', () => {
  const forks = [fork('lost-updates', 'lost 3'), fork('exact'), fork('crashed', 'first'), fork('crashed', 'second')];
  expect(judge(forks, CLEAN)).toEqual({ verdict: 'crashed', reason: 'first' });
});

test('a clean audit changes nothing, and so does none', () => {
  expect(judge([fork('exact')], CLEAN)).toEqual({ verdict: 'exact', reason: null });
  expect(judge([fork('exact')], null)).toEqual({ verdict: 'exact', reason: null });
});

test.each([
  ['overlaps', 'overlap'],
  ['torn', 'overlap'],
  ['duplicates', 'lost-updates'],
  ['gaps', 'lost-updates'],
] as const)('a count that came out right is not believed when the audit saw %s', (name, verdict) => {
  const { reason, ...judged } = judge([fork('exact')], { ...CLEAN, [name]: 7 });
  expect(judged).toEqual({ verdict });
  expect(reason).toContain('7');
  expect(reason).toContain('1000');
});

test('what the audit saw does not hide something worse', () => {
  expect(judge([fork('deadlock', 'hung')], { ...CLEAN, overlaps: 1, gaps: 1 })).toEqual({
    verdict: 'deadlock',
    reason: 'hung',
  });
  expect(judge([fork('lost-updates', 'lost 3')], { ...CLEAN, overlaps: 1 })).toEqual({
    verdict: 'lost-updates',
    reason: 'lost 3',
  });
});

test('hits that nobody numbers are neither given twice nor missing', () => {
  expect(judge([fork('exact')], { ...CLEAN, duplicates: null, gaps: null, handoffs: null }).verdict).toBe('exact');
});

test('sections that cannot be seen are not overlaps', () => {
  expect(judge([fork('exact')], { ...CLEAN, overlaps: null, torn: null }).verdict).toBe('exact');
});

test('a count between what was acknowledged and what may have been made is right; one above it is not', () => {
  const unknown = [fork('exact'), fork('within', 'of 2 attempts nobody knows')];
  expect(judge(unknown, null)).toEqual({ verdict: 'within', reason: 'of 2 attempts nobody knows' });
  expect(judge([...unknown, fork('over-counted', 'counted 3 more')], null).verdict).toBe('over-counted');
  expect(
    (['exact', 'within', 'over-counted', 'lost-updates'] as const).map((verdict) => hasRightCount({ verdict })),
  ).toEqual([true, true, false, false]);
});

test('numbers that are missing may be those of attempts that nobody acknowledged, and a number given twice may not', () => {
  const audit = { ...CLEAN, gaps: 2, unknown: 2 };
  expect(judge([fork('within')], audit).verdict).toBe('within');
  expect(judge([fork('within')], { ...audit, gaps: 3 }).verdict).toBe('lost-updates');
  expect(judge([fork('within')], { ...audit, duplicates: 1 }).verdict).toBe('lost-updates');
});
