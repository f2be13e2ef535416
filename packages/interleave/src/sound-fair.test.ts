import { expect, test } from 'vitest';
import { check } from './check.ts';
import fair from './sound/fair.ts';
import fairRewrites from './sound/fair-rewrites.ts';

/** In a file of its own, since it takes as long as all other sound locks together. */
test.each([fair, ...fairRewrites].map((strategy) => [strategy.id, strategy] as const))(
  '%s shows no violation at 2 contenders × 2 increments and at 3 × 1',
  async (_id, strategy) => {
    for (const bound of [
      { contenders: 2, increments: 2 },
      { contenders: 3, increments: 1 },
    ])
      expect(await check(strategy, { ...bound, ms: 100_000 })).toMatchObject({
        verdict: 'no violation',
        reached: bound,
      });
  },
);
