import {
  type Executable,
  type ForkResult,
  failed,
  type PairSpec,
  type runFork,
  type Untrusted,
} from '@contend/harness';
import { describe, expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

const A: Executable = { name: 'node', path: 'node' };
const B: Executable = { name: 'bun', path: 'bun' };
const SPEC = { a: { strategy: 'a' }, b: { strategy: 'b' }, pairs: 3 } as unknown as PairSpec;
const HOW = { runtime: A, timeLimitMs: 1 };

function result(...increments: number[]): ForkResult {
  const rounds = increments.map((n) => ({ ms: 1, increments: [n], longestGap: 0, overlap: 1 }));
  return { ...failed('exact', '', true), reason: null, rounds, operations: 9, observed: 9 };
}

async function forks(answers: Record<string, ForkResult | Untrusted>, pairs = 1) {
  const asked: string[] = [];
  const run: typeof runFork = async (spec, { runtime }) => {
    expect(spec.rounds).toBe(3);
    asked.push(`${spec.strategy} in ${runtime.name}`);
    return answers[spec.strategy] as ForkResult;
  };
  const pair = sideBySide(A, B, run);
  let last: Awaited<ReturnType<typeof pair>> | undefined;
  for (let i = 0; i < pairs; i++) last = await pair(SPEC, HOW);
  return { asked, last };
}

describe('forks of two runtimes', () => {
  it('are in turn, each in its own, and every other time in the other order', async () => {
    const { asked } = await forks({ a: result(1), b: result(1) }, 3);
    const [a, b] = ['a in node', 'b in bun'];
    expect(asked).toEqual([a, b, b, a, a, b]);
  });

  it('give one pair: the medians of their windows', async () => {
    const { last } = await forks({ a: result(1_000, 2_000, 100_000), b: result(4_000, 0, 4_000) });
    expect(last).toMatchObject({ a: { verdict: 'exact' }, b: { observed: 9 }, pairs: [[500, 250]] });
  });

  it('give none where one could not go on, and no result where clocks differ', async () => {
    const { last } = await forks({ a: result(1), b: failed('deadlock', 'they all wait', true) });
    expect(last).toMatchObject({ a: { verdict: 'exact' }, b: { verdict: 'deadlock' }, pairs: [] });
    const untrusted = { untrusted: 'the clocks differ' };
    for (const order of [1, 2]) {
      expect((await forks({ a: untrusted, b: result(1) }, order)).last).toEqual(untrusted);
      expect((await forks({ a: result(1), b: untrusted }, order)).last).toEqual(untrusted);
    }
  });
});
