import { expect, test } from 'vitest';
import { type Evidence, judge } from './judge.ts';

const RECOVERED: Evidence = {
  fault: 'stall',
  victim: 0,
  fired: true,
  wentOn: true,
  ms: 1_000,
  atRest: true,
  allGone: false,
  errors: [],
  operations: 100,
  observed: 100,
};
const outcome = (change: Partial<Evidence>) => judge({ ...RECOVERED, ...change }).outcome;

test('who goes on with a right count has recovered', () => {
  expect(judge(RECOVERED)).toEqual({
    outcome: 'recovered',
    seconds: 1,
    operations: 100,
    observed: 100,
    unknown: 0,
    reason: null,
  });
});

test('a wrong count is wrong however well the others went on', () => {
  expect(outcome({ observed: 99 })).toBe('wrong-count');
  expect(outcome({ observed: 101 })).toBe('wrong-count');
});

test('one increment is in doubt where a contender was terminated in it, and no more', () => {
  expect(outcome({ fault: 'terminate', observed: 101 })).toBe('recovered');
  expect(outcome({ fault: 'terminate', observed: 102 })).toBe('wrong-count');
  expect(outcome({ fault: 'terminate', observed: 99 })).toBe('wrong-count');
});

test('increments of which nobody knows whether they counted widen what is right, and no more', () => {
  expect(judge({ ...RECOVERED, unknown: 2, observed: 102 })).toMatchObject({ outcome: 'recovered', unknown: 2 });
  expect(judge({ ...RECOVERED, unknown: 2, observed: 103 })).toMatchObject({
    outcome: 'wrong-count',
    reason: 'counted 1 more than 100, and 2 that are unknown',
  });
  expect(judge({ ...RECOVERED, unknown: 2, observed: 97 })).toMatchObject({
    outcome: 'wrong-count',
    reason: 'lost 3 of 100 increments',
  });
});

test('a count is not judged while somebody is still at work on it', () => {
  expect(outcome({ atRest: false, observed: 101 })).toBe('stuck');
});

test('nobody has recovered who did not go on, whose fault never came, or whose count nobody read', () => {
  expect(outcome({ wentOn: false })).toBe('stuck');
  expect(outcome({ fired: false })).toBe('stuck');
  expect(outcome({ observed: null })).toBe('stuck');
});

test('an error of the others is a report; one of the victim is, where the others do not go on', () => {
  expect(outcome({ errors: [{ contender: 2, message: 'no' }] })).toBe('reported');
  expect(outcome({ errors: [{ contender: 0, message: 'no' }] })).toBe('recovered');
  expect(judge({ ...RECOVERED, wentOn: false, errors: [{ contender: 0, message: 'no' }] })).toMatchObject({
    outcome: 'reported',
    reason: 'no',
  });
});

test('where nobody is left, that is seen', () => {
  expect(outcome({ allGone: true, wentOn: false, observed: 101 })).toBe('reported');
});
