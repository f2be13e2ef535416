import { syntheticHits } from '@contend/report/fixtures/hits';
import { expect, test } from 'vitest';
import { hitsTables, websiteTable } from './hits.ts';

const counter = (strategy: string, rest: object = {}) => ({ strategy, perSecond: 1_000, p50: 1e6, ...rest });
const tables = (of: Parameters<typeof syntheticHits>[0] = {}) =>
  hitsTables({ machine: 'm', document: syntheticHits(of) });
const linesOf = (shown: string): string[][] =>
  shown.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

test('without a committed one every place says so', () => {
  expect(new Set(Object.values(hitsTables(null)))).toEqual(new Set(['No `hits.json` is committed yet.']));
});

test('on several servers only what meets at a server is advised, the quickest that never lost a hit', () => {
  const { 'hits-answer': answer } = tables({
    counters: [
      counter('file', { perSecond: 9_000 }),
      counter('redis/lock', { engine: 'redis', perSecond: 5_000, faults: { stall: 3 } }),
      counter('redis/incr', { engine: 'redis', perSecond: 2_000 }),
      counter('postgres/update', { engine: 'postgres', perSecond: 100 }),
      counter('redis/get-set', { engine: 'redis', perSecond: 3_000, lostShare: 0.9, promised: false }),
    ],
  });
  expect(answer.split('\n').map((line) => line.replaceAll(/\([^)]*\)/g, '()'))).toEqual([
    '- **On several servers:** `redis/incr` () lost nothing in any trial; nor did `postgres/update` ().',
    '- **On one server with several workers:** `file` () lost nothing in any trial.',
    expect.stringMatching(
      /^- \*\*Not `redis\/get-set`:\*\* [\d.]+ k\/s, but it lost 90 % of its hits, and no error said so\.$/,
    ),
    expect.stringMatching(/^- \*\*Not `redis\/lock` where workers may fail:\*\* workers are stopped: lost 3 \(\)\.$/),
  ]);
  expect(tables({ counters: [counter('file')] })['hits-answer']).toContain(
    'No counter at a server kept what it promises',
  );
});

test('what is right stands before what is fast, and what it costs beside it', () => {
  const [head, , ...rows] = linesOf(
    tables({ counters: [counter('wrong', { perSecond: 9_000, lostShare: 0.5 }), counter('right')], rate: 4_000 }).hits,
  );
  expect(head).toEqual([
    ...['strategy', 'promises', 'count', 'hits/s', 'p50', 'p99', 'p99.9'],
    ...['of 4\u00a0000/s answered', 'p99 there'],
  ]);
  expect(rows.map(([strategy, , count]) => [strategy, count])).toEqual([
    ['`right`', 'exact'],
    ['`wrong`', '**lost 50 %**'],
  ]);
  expect(rows[0]?.[7]).toMatch(/^2[456] %$/);
});

test('what a fault does to it stands beside each, without those that count nothing', () => {
  const counters = [counter('kept'), counter('none', { lostShare: 1 }), counter('more', { faults: { kill: -4 } })];
  const [head, , ...rows] = linesOf(tables({ counters })['hits-faults']);
  expect(head).toEqual(['strategy', 'workers are killed', 'workers are stopped', 'rolling restart']);
  expect(new Map(rows.map(([strategy, kill]) => [strategy, kill]))).toEqual(
    new Map([
      ['`kept`', 'within 8 unknown'],
      ['`more`', '**counted 4 too many**'],
    ]),
  );
  expect(tables({ counters, faults: false })['hits-faults']).toBe('It was measured without faults.');
});

test('at first sight a counter has its speed and what it lost, without faults and with them', () => {
  const counters = [
    counter('kept'),
    counter('wrong', { lostShare: 0.5 }),
    counter('lock', { perSecond: 100, faults: { stall: 30 } }),
    counter('none', { lostShare: 1 }),
  ];
  const [, , ...rows] = linesOf(websiteTable({ machine: 'm', document: syntheticHits({ counters }) }));
  expect(rows.map(([title, , , lost, faulty]) => [title, lost, faulty])).toEqual([
    [expect.stringContaining('kept'), '0', '0'],
    [expect.stringContaining('lock'), '0', expect.stringMatching(/^\*\*[\d.]+ %\*\*$/)],
    [expect.stringContaining('wrong'), '**50 %**', expect.stringMatching(/^\*\*/)],
  ]);
  expect(websiteTable(null)).toContain('No `hits.json`');
});

test('where it was measured, at which servers and from where the load came stands with it', () => {
  const { 'hits-about': about } = tables();
  expect(about).toContain('[the figures](../results/m/hits.json)');
  expect(about).toContain('`redis 7.0.15` (`appendonly yes`, `appendfsync everysec`)');
  expect(about).toContain('which slows what it measures');
});

test('what others wrote stays text', () => {
  const { hits } = tables({ counters: [counter('x](javascript:1)|<b>')] });
  expect(hits).toContain('`x](javascript:1)∣<b>`');
});
