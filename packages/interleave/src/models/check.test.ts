import type { RemoteStrategy } from '@contend/counter';
import { describe, expect, test } from 'vitest';
import { renderReport, renderTrace } from '../render.ts';
import { replay } from '../replay.ts';
import { TokenError } from '../token.ts';
import { checkModels } from './check.ts';
import { MODELS } from './index.ts';

/** None of its own code is run. */
function naming(model: string, more: Partial<RemoteStrategy> = {}): RemoteStrategy {
  return {
    ...{ kind: 'lease', id: 'mine/lock', title: 'Mine', summary: 'Locks.', source: 'me' },
    ...{ runsIn: ['machines'], promises: ['machines'], needs: 'redis', waits: 'poll', order: 'none', words: 0 },
    ...{ guest: false, model, make: () => expect.unreachable('its code is run') },
    ...more,
  } as RemoteStrategy;
}

const SMALL = { contenders: 2, increments: 1, ms: Infinity };

describe('a strategy that names a model', () => {
  test('has a report for each condition, which says that it is about a model and under which condition', async () => {
    const reports = await checkModels(naming('set-nx', { faults: { kill: 'recovered', stall: 'wrong-count' } }), SMALL);
    expect(reports.map(({ condition, verdict, promised }) => [condition, verdict, promised])).toEqual([
      ['in-time', 'no violation', true],
      ['kill', 'no violation', true],
      ['stall', 'violation', false],
    ]);
    expect(reports.map(({ says }) => says)).toEqual([
      'a model of SET NX with a time to live, where each holder is done before its lock runs out: every schedule up to 2 contenders × 1 increment: no violation',
      'a model of SET NX with a time to live, where one contender is killed, at any moment: every schedule up to 2 contenders × 1 increment: no violation',
      'a model of SET NX with a time to live, where holders are away for longer than their lock lives: lost-update at 2 contenders × 1 increment: 2 hits were acknowledged, and the count is 1, as it states',
    ]);
    for (const { assumes, model } of reports) {
      expect(model).toBe('SET NX with a time to live');
      expect(assumes[0]).toContain('the strategy’s own source was not run');
    }
  });

  test('is held to what it states of a stall', async () => {
    const stating = async (stall?: 'recovered' | 'wrong-count') => {
      const reports = await checkModels(naming('set-nx', stall === undefined ? {} : { faults: { stall } }), SMALL);
      return reports.find(({ condition }) => condition === 'stall');
    };
    expect(await stating('recovered')).toMatchObject({ verdict: 'violation', promised: true });
    expect(await stating('wrong-count')).toMatchObject({ verdict: 'violation', promised: false });
    expect(await stating()).toMatchObject({ verdict: 'violation', promised: false });
  });

  test('promises nothing where its declaration does not', async () => {
    const [report] = await checkModels(naming('read-then-write', { promises: [] }), SMALL);
    expect(report).toMatchObject({ verdict: 'violation', promised: false });
  });

  test('is replayed by its token', async () => {
    const strategy = naming('set-nx');
    const lost = (await checkModels(strategy, SMALL)).flatMap(({ violations }) => violations)[0];
    const trace = await replay(strategy, lost?.token as string);
    expect(trace).toEqual(lost?.trace);
    for (const token of ['2x1s3.stall.a', '2x1s1.drift.a', '2x1s1.stall.aaaaaaaa', '2x1s1.stall.d', '2x1.1.e.a'])
      await expect(replay(strategy, token), token).rejects.toThrow(TokenError);
    await expect(replay(naming('set-nx-fenced'), lost?.token as string)).rejects.toThrow(TokenError);
  });

  test('shows its schedule with a column for each contender and for time, and what the servers keep', async () => {
    const [, , stalled] = await checkModels(naming('set-nx'), SMALL);
    const [head, titles, ...lines] = renderReport(stalled as NonNullable<typeof stalled>).split('\n');
    expect(head).toMatch(/^mine\/lock in machines: a model of SET NX with a time to live, .+ \(\d+ states, /);
    expect(titles).toMatch(/^step {2}contender a +contender b +time +in Redis after it$/);
    expect(lines.find((line) => line.includes('time passes: lock runs out'))).toBeDefined();
    expect(lines.at(-1)).toBe('replay: 2x1s1.stall.aatbbbbaa');
  });

  test('that there is not is not checkable', async () => {
    expect(await checkModels(naming('paxos'))).toMatchObject([
      { verdict: 'not checkable', reason: expect.stringContaining('there is no model "paxos": name one of set-nx,') },
    ]);
  });
});

test('the same request to several servers is one line', async () => {
  const trace = await replay(naming('redlock'), '2x1s3.in-time.aaaa');
  expect(trace.steps.map(({ does, leadsTo, memory }) => [does, leadsTo, memory])).toEqual([
    ['SET lock a1 NX PX: OK at 1, 2, 3', 'has the lock', { lock: 'a1 a1 a1' }],
    ['GET count: 0', null, { lock: 'a1 a1 a1' }],
  ]);
  expect(renderTrace(trace)).toContain('SET lock a1 NX PX: OK at 1, 2, 3; has the lock');
});

test('Redlock loses updates where holders are away, and where clocks drift, over three servers and over five', async () => {
  const reports = await checkModels(naming('redlock'), { ms: Infinity });
  const lost = reports.filter(({ verdict }) => verdict === 'violation');
  expect(lost.map(({ model, condition }) => `${model}, ${condition}`)).toEqual([
    'Redlock over 1 server, stall',
    'Redlock over 3 servers, asked in turn, stall',
    'Redlock over 3 servers, asked in turn, drift',
    'Redlock over 5 servers, asked at once, stall',
    'Redlock over 5 servers, asked at once, drift',
  ]);
  expect(reports.filter(({ verdict }) => verdict === 'gave up')).toEqual([]);
  // One clock that runs ahead is enough.
  expect(lost[2]?.violations[0]?.token.match(/s\d/g)).toHaveLength(2);
});

test('proper-lockfile loses updates to two who take over a dead holder’s lock, of three contenders', async () => {
  const reports = await checkModels(naming('proper-lockfile'), { ms: Infinity });
  expect(reports.map(({ condition, verdict }) => [condition, verdict])).toEqual([
    ['in-time', 'no violation'],
    ['kill', 'violation'],
    ['stall', 'violation'],
  ]);
  expect(reports[1]?.violations[0]?.bound).toEqual({ contenders: 3, increments: 1 });
});

test('models are explored as far as anything else, or say where they stop', () => {
  const most = [...MODELS.values()].flat().map(({ title, most = null }) => [title, most]);
  expect(Object.fromEntries(most)).toMatchObject({
    'SET NX with a time to live': null,
    'SET NX with a time to live and a fencing token': null,
    'WATCH and MULTI': null,
  });
});
