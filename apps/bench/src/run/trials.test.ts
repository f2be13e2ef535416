import type { Outcome } from '@contend/counter';
import { expect, it } from 'vitest';
import { standing } from './trials.ts';

const ended = (...outcomes: Outcome[]) =>
  outcomes.map((outcome, i) => ({ outcome, seconds: i, operations: 1, observed: 1, unknown: 0, reason: null }));

it('one trial that ends otherwise than stated stands for all', () => {
  expect(standing(ended('recovered', 'wrong-count', 'recovered'), 'recovered')).toMatchObject({
    ...{ outcome: 'wrong-count', trials: 3, alike: 1, seconds: 1 },
  });
  expect(standing(ended('wrong-count', 'wrong-count', 'recovered'), 'wrong-count')).toMatchObject({
    ...{ outcome: 'recovered', trials: 3, alike: 1 },
  });
});

it('as stated is as stated, however often', () => {
  expect(standing(ended('recovered', 'recovered'), 'recovered')).toMatchObject({ outcome: 'recovered', alike: 2 });
});

it('where nothing is stated, the worst is told', () => {
  expect(standing(ended('recovered', 'stuck', 'wrong-count'), null)).toMatchObject({ outcome: 'wrong-count' });
  expect(standing(ended('recovered', 'reported'), null)).toMatchObject({ outcome: 'reported' });
});
