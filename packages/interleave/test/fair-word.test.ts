/** The word of a fair mutex, whose waiters have no patience: see its file, which is the mutex package's. */
import type { LockStrategy } from '@contend/counter';
import { expect, test } from 'vitest';
import { check } from './check.fixture.ts';

interface Mutant {
  kind: string;
  contenders: number;
  increments: number;
  strategy: LockStrategy;
}

const FILE = new URL('../../mutex/src/fair-word.fixture.ts', import.meta.url);
const { SOUND, LAPSING, PLAIN, MUTANTS }: Record<'SOUND' | 'LAPSING' | 'PLAIN', LockStrategy> & { MUTANTS: Mutant[] } =
  await import(FILE.href);

test.each([
  [2, 3],
  [3, 1],
])('each other of %i contenders overtakes a waiter once at most in %i increments', async (contenders, increments) => {
  const report = await check(SOUND, { contenders, increments, states: 3_000_000 });
  expect(report).toMatchObject({ verdict: 'no violation', reached: { contenders, increments } });
  expect(report.overtaken).toBeLessThan(contenders);
});

test('of the word that is not fair, nothing of the kind can be said', async () => {
  const report = await check(PLAIN, { contenders: 2, increments: 3 });
  expect(report).toMatchObject({ verdict: 'violation', violations: [{ kind: 'overtaken' }] });
});

test('a turn that is taken away too early does no harm', async () => {
  const bound = { contenders: 2, increments: 1 };
  expect(await check(LAPSING, bound)).toMatchObject({ verdict: 'no violation', reached: bound });
});

test.each(MUTANTS.map((mutant) => [mutant.strategy.id, mutant] as const))('%s is found out', async (_, mutant) => {
  const { kind, strategy, ...bound } = mutant;
  const report = await check(strategy, bound);
  expect(report.verdict, report.says).toBe('violation');
  expect(report.violations[0]?.kind).toBe(kind);
});
