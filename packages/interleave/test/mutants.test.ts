import type { World } from '@contend/counter';
import { expect, test } from 'vitest';
import { replay } from '../src/replay.ts';
import { check } from './check.fixture.ts';
import { MUTANTS } from './mutants/index.ts';

test('there are at least 30 mutants, no two of one name', () => {
  const names = MUTANTS.map(({ strategy }) => strategy.id);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(30);
});

test.each(MUTANTS.map((mutant) => [mutant.strategy.id, mutant] as const))(
  '%s is killed where it should be, by a schedule that can be replayed',
  async (_id, { strategy, dies, as }) => {
    const [contenders, increments] = dies.split('x').map(Number) as [number, number];
    const options = { world: strategy.promises.at(-1) as World, contenders, increments };
    const { verdict, violations, says } = await check(strategy, options);
    expect(verdict, says).toBe('violation');
    const [first] = violations;
    expect(first?.kind).toBe(as);
    expect(`${first?.bound.contenders}x${first?.bound.increments}`).toBe(dies);
    const trace = await replay(strategy, first?.token as string);
    expect(trace.steps).toEqual(first?.trace.steps);
    // Of the state that is reached; that nothing leads out of it, and who overtook whom, no single state of threads shows.
    if (as !== 'endless-spin' && (as !== 'overtaken' || strategy.kind === 'async-lock'))
      expect(trace.shows.map(({ kind }) => kind)).toContain(as);
  },
);
