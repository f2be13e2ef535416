/** Locks that know readers, explored with every number of them. */
import { expect, test } from 'vitest';
import { check } from './check.fixture.ts';
import { load } from './load.fixture.ts';
import perReader from './sound/per-reader.ts';
import phaseFair from './sound/phase-fair.ts';
import readerPreference from './sound/reader-preference.ts';
import seqlock from './sound/seqlock.ts';
import sharedQueue from './sound/shared-queue.ts';

test.each([readerPreference, phaseFair, perReader, seqlock].map((strategy) => [strategy.id, strategy] as const))(
  '%s shows no violation up to 3 contenders × 2 increments, however many of them read',
  async (_id, strategy) => {
    const report = await check(strategy);
    expect(report.says).toBe('every schedule up to 3 contenders × 2 increments: no violation');
    expect(report.bounds.every(({ complete }) => complete)).toBe(true);
    if (strategy.order === 'fifo') expect(report.overtaken).toBe(0);
  },
);

test.each([
  [2, 2],
  [3, 1],
])('readers among tasks show no violation at %i contenders × %i increments', async (contenders, increments) => {
  const bound = { contenders, increments };
  for (const strategy of [sharedQueue, await load('promise-mutex/src/rwlock.ts')])
    expect(await check(strategy, bound)).toMatchObject({ verdict: 'no violation', reached: bound, overtaken: 0 });
});

/** Ways that were merged and could not be followed once made it a false alarm. It has too many states for more. */
test('mutex/robust-rwlock shows none at 2 contenders × 1 increment, readers included', async () => {
  const bound = { contenders: 2, increments: 1 };
  const report = await check(await load('mutex/src/robust-rwlock.ts'), bound);
  expect(report).toMatchObject({ verdict: 'no violation', reached: bound });
});
