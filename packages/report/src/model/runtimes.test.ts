import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { acrossRuntimes, comparedToFirst, runtimesOf } from './runtimes.ts';

const lock = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  ...{ strategy, world: 'threads', contenders: 2, ns, noise: 0.02 },
  ...rest,
});
const inBun = (each: SyntheticCell, ns: number): SyntheticCell => ({ ...each, ns, runtime: 'bun 1.4.5' });
const [ADD, SPIN] = [lock('atomic/add', 20), lock('spinlock/tas', 40)];
const recordOf = (cells: SyntheticCell[], blocks = 20) => syntheticRecord({ cells, blocks });

test('a record is of the runtimes that it describes; an old one, which describes none, of the one that it names', () => {
  const record = recordOf([ADD, inBun(ADD, 5)]);
  expect(runtimesOf(record)).toEqual(['node', 'bun 1.4.5']);
  expect(runtimesOf({ ...record, runtimes: [] })).toEqual(['node 26.10.0']);
});

describe('strategies across runtimes', () => {
  test('are none in a record of one', () => {
    expect(acrossRuntimes(recordOf([ADD, SPIN]))).toEqual([]);
  });

  test('are those that were measured in several, without programs, by number of contenders', () => {
    const four = lock('atomic/add', 30, { contenders: 4 });
    const cells = [inBun(ADD, 5), ADD, SPIN, four, inBun(four, 8), lock('native/pthread-mutex', 1)];
    const across = acrossRuntimes(recordOf(cells));
    expect(across.map(({ contenders, runtimes }) => [contenders, runtimes])).toEqual([
      [2, ['node', 'bun 1.4.5']],
      [4, ['node', 'bun 1.4.5']],
    ]);
    const [two] = across;
    expect(two?.rows.map(({ strategy, cells }) => [strategy, cells.map((cell) => cell?.runtime)])).toEqual([
      ['atomic/add', ['node', 'bun 1.4.5']],
    ]);
  });

  test('are compared with the first by pairs of forks, and called only where they differ', () => {
    const [across] = acrossRuntimes(recordOf([ADD, inBun(ADD, 5), SPIN, inBun(SPIN, 40)]));
    const compared = comparedToFirst(across as NonNullable<typeof across>);
    expect(compared.map(({ strategy, runtime, call }) => [strategy, runtime, call])).toEqual([
      ['atomic/add', 'bun 1.4.5', 'faster'],
      ['spinlock/tas', 'bun 1.4.5', 'none'],
    ]);
    expect(compared[0]?.ratio).toBeCloseTo(0.25, 1);
  });

  test('are not compared where a count is wrong, nor called from too few forks', () => {
    const wrong = { ...inBun(ADD, 5), verdict: 'lost-updates' as const };
    const [across] = acrossRuntimes(recordOf([ADD, wrong]));
    expect(comparedToFirst(across as NonNullable<typeof across>)).toEqual([]);
    const [few] = acrossRuntimes(recordOf([ADD, inBun(ADD, 5)], 7));
    expect(comparedToFirst(few as NonNullable<typeof few>)).toMatchObject([{ call: 'none', low: null }]);
  });
});
