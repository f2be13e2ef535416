import { expect, test } from 'vitest';
import { check } from './check.fixture.ts';
import fair from './sound/fair.ts';
import fairRewrites from './sound/fair-rewrites.ts';

/** In a file of its own, since it takes as long as all other sound locks together. */
test('mutex/fair shows no violation at 3 contenders × 1 increment', async () => {
  const bound = { contenders: 3, increments: 1 };
  expect(await check(fair, bound)).toMatchObject({ verdict: 'no violation', reached: bound });
});

test.each([fair, ...fairRewrites].map((strategy) => [strategy.id, strategy] as const))(
  '%s shows no violation at 2 contenders × 2 increments',
  async (_id, strategy) => {
    const bound = { contenders: 2, increments: 2 };
    expect(await check(strategy, bound)).toMatchObject({ verdict: 'no violation', reached: bound });
  },
);
