import { describe, expect, it } from 'vitest';
import { limitedBy, Mark } from './fixtures/mark.ts';
import { spec } from './fixtures/spec.ts';
import { runPair } from './run-fork.ts';
import { OWN } from './runtime.ts';
import type { ForkSpec, PairResult } from './spec.ts';

const LIMIT_MS = 60_000;
const WINDOW_MS = 5;

const side = (id: string, more: Partial<ForkSpec> = {}) => spec(id, { windowMs: WINDOW_MS, ...more });

const answerOf = (a: ForkSpec, b: ForkSpec) => runPair({ a, b, pairs: 6 }, { runtime: OWN, timeLimitMs: LIMIT_MS });

async function run(a: ForkSpec, b: ForkSpec): Promise<PairResult> {
  const answer = await answerOf(a, b);
  if ('untrusted' in answer) throw new Error(`no result: ${answer.untrusted}`);
  return answer;
}

describe('two cells in turn', () => {
  it('times both sides in turn and checks both counts', async () => {
    // Who contends alone opens its window itself, so that no host is too busy for it to see the whole.
    const { a, b, pairs } = await run(side('right', { contenders: 1 }), side('right', { contenders: 1 }));
    expect(pairs).toHaveLength(6);
    for (const ns of pairs.flat()) expect(ns).toBeGreaterThan(0);
    for (const { verdict, operations, observed } of [a, b]) {
      expect(verdict).toBe('exact');
      expect(operations).toBeGreaterThan(0);
      expect(observed).toBe(operations);
    }
  });

  it('starts with the flags of both sides', async () => {
    const flagged = side('needs-a-flag', { flags: ['--expose-gc'] });
    expect(await run(flagged, side('needs-a-flag'))).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'exact' },
    });
  });

  it('says nothing of either side where the clocks of one differ', async () => {
    expect(await answerOf(side('right'), side('is-made-where-clocks-differ'))).toEqual({
      untrusted: expect.stringContaining('clocks'),
    });
  });

  it('says which side refused, crashed or stood still', async () => {
    expect(await run(side('right'), side('refuses'))).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'rejected' },
    });
    expect(await run(side('throws-when-made'), side('right'))).toMatchObject({
      a: { verdict: 'crashed', reason: 'no such lock' },
      b: { verdict: 'exact' },
    });
    const standing = () => run(side('right'), side('forgets-to-unlock-and-waits'));
    expect(await limitedBy(new Mark(), LIMIT_MS, standing)).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'deadlock' },
      pairs: [],
    });
  });
});
