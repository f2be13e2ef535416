import type { Strategy, World } from '@contend/counter';
import { expect, test } from 'vitest';
import type { ViolationKind } from '../src/judge.ts';
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
    if (showsInOneState(as, strategy)) expect(trace.shows.map(({ kind }) => kind)).toContain(as);
  },
);

/** That nothing leads out of a state, who overtook whom, and what no schedule leads to: that a single state does not show. */
function showsInOneState(kind: ViolationKind, strategy: Strategy): boolean {
  if (kind === 'overtaken') return strategy.kind === 'async-lock';
  return kind !== 'endless-spin' && kind !== 'readers-exclude-each-other';
}
