import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { type Need, recommend } from './recommend.ts';

const lock = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 2,
  ns,
  noise: 0.02,
  handoffs: 0.5,
  ...rest,
});
const [FAST, SLOW] = [lock('mutex/fast', 20), lock('mutex/slow', 40)];

/** The synthetic contenders' shares are even in the median over forks, so that fairness is decided by hand-offs. */
function advice(need: Need, cells: SyntheticCell[], blocks = 20) {
  const record = syntheticRecord({ cells, blocks });
  for (const cell of record.cells) cell.fairness.jain = 0.99;
  const found = recommend(record).find((each) => each.need === need);
  if (found === undefined) throw new Error(`nothing is said of ${need}`);
  return found;
}

const named = (need: Need, cells: SyntheticCell[], blocks?: number): string | null =>
  advice(need, cells, blocks).cell?.strategy ?? null;

test('the lock that was called faster than every other, with its margin over the next', () => {
  const found = advice('threads', [SLOW, FAST, lock('mutex/slowest', 200)]);
  expect(found).toMatchObject({ cell: { strategy: 'mutex/fast' }, next: { strategy: 'mutex/slow' } });
  if (found.cell === null) throw new Error('nothing was recommended');
  expect(found.ratio).toBeGreaterThan(1.9);
  expect(found.low).toBeLessThan(found.ratio);
  expect(found.high).toBeGreaterThan(found.ratio);
});

test.for<[string, Need, SyntheticCell[], string, string[]]>([
  ['nothing was measured in that world', 'tasks', [FAST, SLOW], 'not measured', []],
  ['contenders alone contend for nothing', 'threads', [{ ...FAST, contenders: 1 }], 'not measured', []],
  ['no lock is left', 'threads', [lock('mutex/wrong', 5, { verdict: 'lost-updates' })], 'no candidate', []],
  ['there is nothing to compare with', 'threads', [FAST], 'only one', ['mutex/fast']],
  [
    'nothing is called between the fastest',
    'threads',
    [FAST, { ...FAST, strategy: 'mutex/twin' }, SLOW],
    'tied',
    ['mutex/fast', 'mutex/twin'],
  ],
])('no recommendation where %s', ([, need, cells, why, strategies]) => {
  expect(advice(need, cells)).toEqual({ need, cell: null, why, strategies });
});

test('no recommendation from too few forks to call anything', () => {
  expect(advice('threads', [FAST, SLOW], 6)).toMatchObject({ cell: null, why: 'not ranked' });
  // Enough for two, and not for three.
  expect(advice('threads', [FAST, SLOW], 8)).toMatchObject({ cell: { strategy: 'mutex/fast' } });
  expect(advice('threads', [FAST, SLOW, lock('mutex/slowest', 200)], 8)).toMatchObject({ why: 'not ranked' });
});

test('a lock that lost an update anywhere in its world is none to recommend', () => {
  const elsewhere = { ...FAST, contenders: 4, verdict: 'lost-updates' as const };
  const others = [SLOW, lock('mutex/slowest', 80)];
  expect(named('threads', [FAST, ...others])).toBe('mutex/fast');
  expect(named('threads', [FAST, elsewhere, ...others])).toBe('mutex/slow');
  // Under another workload too.
  expect(named('threads', [FAST, { ...elsewhere, workload: 'typical' }, ...others])).toBe('mutex/slow');
  // In another world it may do as it likes.
  expect(named('threads', [FAST, { ...elsewhere, world: 'tasks' }, ...others])).toBe('mutex/fast');
});

test('nor is one that promises nothing, however exact it was', () => {
  expect(named('threads', [lock('unlocked/lucky', 5, { promised: false }), FAST, SLOW])).toBe('mutex/fast');
});

test('a native baseline cannot be used from JavaScript', () => {
  expect(named('threads', [lock('native/pthread-mutex', 5), FAST, SLOW])).toBe('mutex/fast');
});

test('what has no section is no lock, but counts a number', () => {
  const cells = [lock('atomic/add', 5), FAST, SLOW];
  expect(named('threads', cells)).toBe('mutex/fast');
  expect(named('number', cells)).toBe('atomic/add');
});

test('a lock that one contender keeps is fast, but not fair', () => {
  const cells = [lock('mutex/barging', 5, { handoffs: 0.00001 }), FAST, SLOW];
  expect(named('threads', cells)).toBe('mutex/barging');
  expect(named('fair threads', cells)).toBe('mutex/fast');
});

test('fairness that was not measured is not taken for granted, nor are unlike shares', () => {
  for (const fairness of [
    { jain: null, handoffsPerMillion: 500_000 },
    { jain: 0.99, handoffsPerMillion: null },
    { jain: 0.85, handoffsPerMillion: 500_000 },
  ]) {
    const record = syntheticRecord({ cells: [FAST, SLOW, lock('mutex/slowest', 80)] });
    for (const cell of record.cells) cell.fairness.jain = 0.99;
    Object.assign(record.cells[0] ?? {}, { fairness });
    const found = recommend(record).find(({ need }) => need === 'fair threads');
    expect(found?.cell?.strategy).toBe('mutex/slow');
  }
});

test('among threads as many contenders as there are cores decide; more of them only warn', () => {
  const crowd = [lock('mutex/fast', 900, { contenders: 4 }), lock('mutex/slow', 45, { contenders: 4 })];
  expect(advice('threads', [FAST, SLOW, ...crowd])).toMatchObject({
    cell: { strategy: 'mutex/fast', contenders: 2 },
    beatenWith: { contenders: 4, by: 'mutex/slow' },
  });
  const calm = [lock('mutex/fast', 30, { contenders: 4 }), lock('mutex/slow', 45, { contenders: 4 })];
  expect(advice('threads', [FAST, SLOW, ...calm])).toMatchObject({ beatenWith: null });
});

test('among tasks the most contenders decide', () => {
  const tasks = (strategy: string, contenders: number, ns: number) =>
    lock(strategy, ns, { world: 'tasks', contenders });
  const cells = [tasks('a/few', 2, 10), tasks('a/many', 2, 20), tasks('a/few', 64, 40), tasks('a/many', 64, 20)];
  expect(named('tasks', cells)).toBe('a/many');
});
