import { HITS, type HitsTrial } from '@contend/documents';
import { expect, test } from 'vitest';
import { type SyntheticCounter, syntheticHits } from '../fixtures/hits.ts';
import { alwaysRight, brokenPromise, type HitsRow, hitsRows, lostShare } from './hits.ts';

const counter = (strategy: string, rest: Partial<SyntheticCounter> = {}): SyntheticCounter => ({
  ...{ strategy, perSecond: 1_000, p50: 1e6 },
  ...rest,
});
const rowsOf = (...counters: SyntheticCounter[]): Map<string, HitsRow> =>
  new Map(hitsRows(syntheticHits({ counters })).map((row) => [row.counter.strategy, row]));

/** Of one counter under the given trials; what a trial does not say is that of a quiet, exact one. */
function rowOf(...trials: Partial<HitsTrial>[]): HitsRow {
  const hits = syntheticHits({ counters: [counter('a/b')], repeats: 1, faults: false, rate: null });
  const [whole] = hits.trials as [HitsTrial];
  return hitsRows({ ...hits, trials: trials.map((trial) => ({ ...whole, ...trial })) })[0] as HitsRow;
}

test('the synthetic figures are of the form that real ones have', () => {
  expect(HITS.schema.safeParse(syntheticHits()).error).toBeUndefined();
});

test('what counts wrong stands behind what is right, however fast, and what counts nothing last', () => {
  const rows = rowsOf(
    counter('idle', { perSecond: 9_000, lostShare: 1 }),
    counter('wrong/fast', { perSecond: 5_000, lostShare: 0.1 }),
    counter('gone', { perSecond: 5_000, crashed: true }),
    counter('right/slow', { perSecond: 100 }),
    counter('wrong/faster', { perSecond: 8_000, lostShare: 0.1 }),
    counter('right/fast', { perSecond: 900 }),
  );
  expect([...rows.keys()]).toEqual(['right/fast', 'right/slow', 'gone', 'wrong/faster', 'wrong/fast', 'idle']);
  expect(rows.get('idle')?.idle).toBe(true);
  expect(rows.get('wrong/fast')?.idle).toBe(false);
});

test('speeds and times are medians with their range', () => {
  const times = (ms: number) => ({ p50: ms, p90: ms, p99: 10 * ms, p999: 100 * ms, max: 100 * ms });
  const { closed } = rowOf(
    { hitsPerSecond: 30, latency: times(3) },
    { hitsPerSecond: 10, latency: times(1) },
    { hitsPerSecond: 20, latency: null },
  );
  expect(closed?.hitsPerSecond).toEqual({ median: 20, least: 10, most: 30 });
  expect(closed?.latency?.p99).toEqual({ median: 20, least: 10, most: 30 });
  expect(closed?.due).toBeNull();
});

test('a loss in one repetition of many is a loss: no median hides it', () => {
  const exact = { answered: 100, counted: 100, verdict: 'exact' } as const;
  const row = rowOf(exact, exact, { answered: 100, counted: 99, verdict: 'lost-updates' }, exact);
  expect(row.calm).toMatchObject({ verdict: 'lost-updates', lost: 1, answered: 400, over: 0 });
  expect(row.state).toBe('wrong');
  expect(lostShare(row.calm ?? expect.fail())).toBe(0.0025);
});

test('what may have counted is neither lost nor too many', () => {
  const cut = { answered: 100, unknown: 3, verdict: 'within' } as const;
  expect(rowOf({ ...cut, counted: 103 }, { ...cut, counted: 100 })).toMatchObject({
    state: 'right',
    calm: { lost: 0, over: 0, unknown: 6, verdict: 'within' },
  });
  expect(rowOf({ ...cut, counted: 104, verdict: 'over-counted' }).calm).toMatchObject({ over: 1 });
});

test('a counter that could not be asked adds nothing to the loss, and is not right', () => {
  const row = rowOf({ answered: 100, counted: null, verdict: 'crashed' }, { answered: 50, counted: 50 });
  expect(row).toMatchObject({ state: 'stopped', calm: { answered: 50, lost: 0 } });
});

test('a fault changes no figure of the calm trials, and breaks the promise of what it makes lose', () => {
  const rows = rowsOf(
    counter('kept'),
    counter('fallen', { faults: { stall: 3 } }),
    counter('honest', { faults: { stall: 3 }, promised: false }),
    counter('wrong', { lostShare: 0.5 }),
  );
  const fallen = rows.get('fallen') ?? expect.fail();
  expect(fallen).toMatchObject({ state: 'right', calm: { lost: 0 } });
  expect(fallen.faults.get('stall')).toMatchObject({ lost: 3, verdict: 'lost-updates' });
  expect([...rows.values()].filter(alwaysRight).map((row) => row.counter.strategy)).toEqual(['kept']);
  const broken = [...rows.values()].filter(brokenPromise).map((row) => row.counter.strategy);
  expect(broken.sort()).toEqual(['fallen', 'wrong']);
});

test('a counter without a trial is a row all the same', () => {
  expect(rowOf()).toMatchObject({ closed: null, rate: null, calm: null, state: 'stopped', idle: false });
});
