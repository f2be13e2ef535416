import { expect, it } from 'vitest';
import type { HitEntry } from './catalogue.ts';
import { rateOf, turns } from './measure.ts';

const trial = (strategy: string, hitsPerSecond: number) => ({ strategy, hitsPerSecond, answered: hitsPerSecond });

it('the rate is half of what the slowest answers, by its median, in two digits', () => {
  const quick = [trial('a', 40_000), trial('a', 41_000)];
  expect(rateOf([...quick, trial('b', 900), trial('b', 1_283), trial('b', 5_000)])).toBe(640);
  expect(rateOf([trial('a', 1)])).toBe(1);
});

it('who answers nothing has no say in it, and without anybody there is none', () => {
  expect(rateOf([trial('a', 100), trial('b', 0)])).toBe(50);
  expect(rateOf([trial('b', 0)])).toBeNull();
});

it('each repetition begins with another one', () => {
  const entries = ['a', 'b', 'c'].map((name) => ({ name })) as HitEntry[];
  expect(turns({ entries, repeats: 4 }).map(([{ name }, repeat]) => `${name}${repeat}`)).toEqual([
    'a0',
    'b0',
    'c0',
    'b1',
    'c1',
    'a1',
    'c2',
    'a2',
    'b2',
    'a3',
    'b3',
    'c3',
  ]);
});
