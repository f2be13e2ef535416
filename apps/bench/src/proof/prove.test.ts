import { spawnSync } from 'node:child_process';
import { executableOf, type ForkResult, INSTALLABLE, runFork } from '@contend/harness';
import { describe, expect, it } from 'vitest';
import { ownRuntime, type Runtime, runtimeAt } from '../catalogue/runtime.ts';
import { STATUS } from '../cli/failure.ts';
import { LEAST_OVERLAP, prove, unseenOfPlanted, wrongWithRight } from './prove.ts';

const round = (overlap: number) => ({ ms: 20, increments: [1, 1], longestGap: 1, overlap });
const exact = { verdict: 'exact', reason: null, rounds: [0, 0, 0, 0, LEAST_OVERLAP].map(round) } as ForkResult;
const seen = { verdict: 'lost-updates', reason: null, audit: { overlaps: 3 } } as ForkResult;
const installed = INSTALLABLE.filter((name) => spawnSync(executableOf(name), ['--version']).status === 0);

describe('a runtime that is measured', () => {
  it.each(['node', ...installed])('shows what it must: %s', { timeout: 600_000 }, async (name) => {
    await prove(await runtimeAt(name), runFork, { cores: null });
  });

  it.each([
    [
      'clocks that differ',
      { untrusted: 'the clocks of its threads differ by 9.0 ms or more' },
      /clocks of its threads/,
    ],
    ['a right counter that counts wrong', { ...exact, verdict: 'lost-updates' as const }, /ended as lost-updates$/],
    [
      'a right counter that crashes',
      { ...exact, verdict: 'crashed' as const, reason: 'no SharedArrayBuffer' },
      /ended as crashed \(no SharedArrayBuffer\)$/,
    ],
    ['windows that nobody saw the whole of', { ...exact, rounds: exact.rounds.slice(1) }, /^only 4 of 5 windows/],
    ['threads that never contend together', { ...exact, rounds: [0, 0, 0, 0, 0.4].map(round) }, /at most 40 %/],
  ])('is refused for %s', (_, answer, why) => {
    expect(wrongWithRight(exact)).toBeUndefined();
    expect(wrongWithRight(answer)).toMatch(why);
  });

  it.each([
    ['threads that share nothing', { ...seen, verdict: 'exact' as const }, /lost no update \(exact\)$/],
    ['an audit that sees nothing', { ...seen, audit: { overlaps: 0 } } as ForkResult, /did not see/],
    ['an audit that never came', { ...seen, audit: null }, /did not see/],
    ['clocks that differ', { untrusted: 'clocks' }, /clocks/],
  ])('is refused for %s, with a lock that lets everybody in', (_, answer, why) => {
    expect(unseenOfPlanted(seen)).toBeUndefined();
    expect(unseenOfPlanted(answer)).toMatch(why);
  });

  it('is refused by its name, after some tries', async () => {
    let forks = 0;
    const unable: typeof runFork = async () => {
      forks++;
      return { untrusted: 'the clocks of its threads differ' };
    };
    const runtime: Runtime = { ...ownRuntime(), label: 'sham 1.0' };
    await expect(prove(runtime, unable, { cores: null })).rejects.toMatchObject({
      message: 'sham 1.0 cannot be trusted here: the clocks of its threads differ; leave it out of --runtime',
      status: STATUS.host,
    });
    expect(forks).toBe(5);
  });
});
