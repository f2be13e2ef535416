/** The word of a condition, by a lock that is made of one: see its file, which is the mutex package's. */
import type { LockStrategy } from '@contend/counter';
import { expect, test } from 'vitest';
import { check } from './check.fixture.ts';

const FILE = new URL('../../mutex/src/noticed.fixture.ts', import.meta.url);
const { SOUND, MUTANTS }: { SOUND: LockStrategy; MUTANTS: LockStrategy[] } = await import(FILE.href);

test.each([
  [2, 2],
  [3, 1],
])('no notice is missed by %i contenders in %i increments', async (contenders, increments) => {
  const report = await check(SOUND, { contenders, increments });
  expect(report).toMatchObject({ verdict: 'no violation', reached: { contenders, increments } });
});

test.each(MUTANTS.map((mutant) => [mutant.id, mutant] as const))('%s ends in a deadlock', async (_, mutant) => {
  const report = await check(mutant, { contenders: 3, increments: 1 });
  expect(report).toMatchObject({ verdict: 'violation', violations: [expect.objectContaining({ kind: 'deadlock' })] });
});
