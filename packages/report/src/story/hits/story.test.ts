import { expect, test } from 'vitest';
import { type SyntheticCounter, type SyntheticHits, syntheticHits } from '../../fixtures/hits.ts';
import { hitsRows } from '../../model/hits.ts';
import type { Block, Inline, Section, Table } from '../block.ts';
import { hitsHeadlines } from './headline.ts';
import { closedSection } from './speed.ts';
import { hitsStory } from './story.ts';

const text = (parts: Inline): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.untrusted))
    .join('')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u2060', '');
const counter = (strategy: string, rest: Partial<SyntheticCounter> = {}): SyntheticCounter => ({
  ...{ strategy, perSecond: 1_000, p50: 1e6 },
  ...rest,
});
const headlines = (counters: SyntheticCounter[], rest: SyntheticHits = {}): string[] => {
  const hits = syntheticHits({ counters, ...rest });
  return hitsHeadlines(hitsRows(hits), hits.trials).map(text);
};
const sections = (of: SyntheticHits = {}): Map<string, Section> =>
  new Map(hitsStory(syntheticHits(of)).sections.map((section) => [section.id, section]));
const tableIn = (section: Section | undefined): Table =>
  section?.blocks.find((block): block is Block & Table => block.kind === 'table') ?? expect.fail();
const cellsOf = (table: Table): string[][] => table.rows.map(({ values }) => values.map((each) => text(each.text)));

test('the first sentence names a wrong counter that is as fast as the right one, and that no error said so', () => {
  const [first] = headlines([
    counter('own', { lostShare: 0.38, promised: false }),
    counter('right/fast'),
    counter('right/slow', { perSecond: 10 }),
  ]);
  expect(first).toMatch(
    /^own lost 38 % of its hits, without any error, and was as fast as right\/fast, the right counter/,
  );
});

test('of several wrong counters the one that tempts most beside a right one at the same place is named', () => {
  const [first] = headlines([
    counter('own', { lostShare: 0.9, perSecond: 5_000 }),
    counter('owner', { perSecond: 9_000 }),
    counter('redis-get-set', { lostShare: 0.8, engine: 'redis', perSecond: 3_000 }),
    counter('redis-incr', { engine: 'redis', perSecond: 1_000 }),
  ]);
  expect(first).toMatch(/^redis-get-set lost 80 % .* times as fast as redis-incr, .* highest median at redis: /);
});

test('how much faster or slower a wrong counter was follows from the figures', () => {
  const first = (perSecond: number) => headlines([counter('own', { lostShare: 0.5, perSecond }), counter('right')])[0];
  expect(first(3_000)).toMatch(/and was (2\.[89]|3\.[01])\d? times as fast as right/);
  expect(first(300)).toMatch(/and was no faster \(0\.(29|3[01])\d? times\) than right/);
});

test('errors that a wrong counter made are not hushed up', () => {
  const hits = syntheticHits({ counters: [counter('own', { lostShare: 0.5 })], repeats: 1, faults: false, rate: null });
  const trials = hits.trials.map((trial) => ({ ...trial, refused: 7, sent: trial.sent + 7 }));
  const [first] = hitsHeadlines(hitsRows({ ...hits, trials }), trials).map(text);
  expect(first).toBe('own lost 50 % of its hits, with 7 errors.');
  const [own] = cellsOf(tableIn(closedSection(hitsRows({ ...hits, trials }), hits) ?? undefined));
  expect(own?.at(-1)).toBe('7');
  const none = tableIn(closedSection(hitsRows(hits), hits) ?? undefined);
  expect([text(none.caption), none.head.map(({ title }) => text(title))]).toEqual([
    'Hits and their time by strategy, as fast as it goes; no request ended in an error',
    expect.not.arrayContaining(['errors']),
  ]);
});

test('what counts nothing is no counter that anybody could take for right', () => {
  const [first] = headlines([counter('none', { lostShare: 1, perSecond: 9_000 }), counter('right')]);
  expect(first).toBe('1 of 1 counter counted every hit that was answered.');
});

test('who fell under a fault is named with it, and who never lost a hit', () => {
  const told = headlines([counter('kept'), counter('lock', { faults: { stall: 12 } })]);
  expect(told.find((line) => line.startsWith('lock'))).toMatch(
    /^lock counted right until it lost 12 of [\d ]+ when workers were stopped .*It promises every hit\.$/,
  );
  expect(told.find((line) => line.startsWith('Nothing that was answered was lost'))).toMatch(
    /\(6 with faults among them\) by kept\.$/,
  );
  expect(headlines([counter('a')], { faults: false }).join('\n')).toContain('(none with faults among them) by a.');
  expect(headlines([counter('a', { lostShare: 0.1 })])).toContain('No counter counted every hit in every trial.');
});

test('for several machines only what meets at a server is named, and never what fell', () => {
  const told = headlines([
    counter('file', { perSecond: 9_000 }),
    counter('redis/lock', { engine: 'redis', perSecond: 5_000, faults: { kill: 1 } }),
    counter('redis/incr', { engine: 'redis', perSecond: 900 }),
  ]).join('\n');
  expect(told).toContain('Workers on one machine: file (');
  expect(told).toContain('Workers on several machines: redis/incr (');
  expect(headlines([counter('file')]).join('\n')).not.toContain('several machines');
});

test('nothing measured is said so', () => {
  const hits = { ...syntheticHits(), trials: [] };
  expect(hitsHeadlines(hitsRows(hits), []).map(text)).toEqual(['Nothing was measured.']);
  expect(hitsStory(hits).sections.map(({ id }) => id)).toEqual(['answer', 'code', 'circumstances', 'made', 'warnings']);
});

test('the table of the closed loop has what counts wrong last, marked, and what was promised', () => {
  const rows = cellsOf(tableIn(sections().get('speed')));
  const [first, last] = [rows[0] ?? [], rows.at(-1) ?? []];
  expect(first.slice(0, 2)).toEqual(['file', 'every hit']);
  expect(first.slice(2, 4)).toEqual(['✓ exact', '0']);
  expect(first[4]).toMatch(/^2\d\.\d k\/s \(2\d\.\d – 2\d\.\d k\/s\)$/);
  expect(last.slice(0, 2)).toEqual(['✗ none', 'nothing']);
  expect(last[2]).toBe('✗ counts nothing');
  expect(rows.find(([name]) => name === '✗ redis-get-set')?.[2]).toBe('✗ lost 92 %');
});

test('at a fixed rate it shows what was due, sent and answered', () => {
  const section = sections().get('rate');
  expect(text(section?.result ?? [])).toBe('2 000 requests/s: 7 of 9 answered all');
  const slow = cellsOf(tableIn(section)).find(([name]) => name === 'postgres-update');
  expect(slow?.[4]).toBe('10 000');
  expect(slow?.[6]).toMatch(/^(2 9|3 0|3 1)\d\d$/);
  expect(sections({ rate: null }).has('rate')).toBe(false);
});

test('what a fault did stands beside each strategy, and a broken promise is marked as one', () => {
  const table = tableIn(sections().get('faults'));
  const row = (strategy: string) => table.rows.find(({ values }) => text(values[0]?.text ?? []).endsWith(strategy));
  expect(row('set-nx-lock')?.values.map(({ tone }) => tone)).toEqual([undefined, 'right', 'broken', 'right']);
  expect(text(row('set-nx-lock')?.values[2]?.text ?? [])).toMatch(/^✗ lost 1 432 \(/);
  expect(text(row('owner')?.values[1]?.text ?? [])).toBe('✗ counted 2 too many');
  expect(row('each-its-own')?.values[2]?.tone).toBe('wrong');
  expect(text(row('redis-incr')?.values[1]?.text ?? [])).toBe('✓ within 8 unknown');
  expect(sections({ faults: false }).has('faults')).toBe(false);
});

test('how it was made is the exact command', () => {
  const made = sections().get('made');
  expect(made?.blocks).toContainEqual({ kind: 'command', text: 'npx contend hits --faults' });
});

test('that the load took cores from the servers is said', () => {
  const told = (apart: boolean) => JSON.stringify(hitsStory({ ...syntheticHits(), apart }).sections);
  expect(told(false)).toContain('no core of its own');
  expect(told(true)).not.toContain('no core of its own');
});
