import type { ContendRecord } from '@contend/record';
import { width } from '@contend/report/layout';
import { expect, test } from 'vitest';
import { comparisonOf } from './comparison.ts';
import { base, head, side, thread } from './fixture.ts';
import { renderComparison } from './terminal.ts';

const CELLS = [thread('atomic/add', 14), thread('spinlock/tas', 45), thread('gone/lock', 9)];
const HEAD = [
  thread('atomic/add', 28),
  thread('spinlock/tas', 5, { verdict: 'lost-updates' }),
  thread('new/lock', 9, { guest: true, verdict: 'overlap' }),
];
const plain = { columns: 100, colour: false };

test('what is worse comes first, with what to do, and what is on one side only comes last', () => {
  const text = renderComparison(comparisonOf(base(6, CELLS), head(6, HEAD)), plain);
  expect(text.split('\n')[0]).toBe('✗ REGRESSION: 1 wrong count, 1 slower (threshold 1 %)');
  const order = [
    '✗ WRONG COUNT',
    'spinlock/tas',
    'reproduce: npx contend run',
    '✗ SLOWER',
    'atomic/add',
    'only in HEAD',
    'new/lock (guest)',
    'only in BASE',
    'gone/lock',
  ];
  const places = order.map((what) => text.indexOf(what));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(text).toMatch(/atomic\/add +2 threads +[\d.]+ \([\d.]+ – [\d.]+\)\n/);
  expect(text).toMatch(/spinlock\/tas +2 threads +HEAD lost 20 %; BASE exact; PROMISE BROKEN\n/);
  expect(text).toMatch(/new\/lock \(guest\) +2 threads +overlap; a guest broke its promise\n/);
});

test('single runs show the ratio below the sentence that sends to ab', () => {
  const text = renderComparison(comparisonOf(base(1, CELLS), head(1, CELLS)), plain);
  expect(text).toMatch(
    /\n\? not comparable between single runs: run contend ab A B\n {2}atomic\/add +2 threads +[\d.]+\n/,
  );
});

test('another host is said, by the names of its fields, and inversions are marked', () => {
  const other = head(1, [thread('atomic/add', 28), thread('spinlock/tas', 45), thread('gone/lock', 90)]);
  other.runs[0].record.host.cpu.model = 'Other';
  const text = renderComparison(comparisonOf(base(1, CELLS), other), plain);
  expect(text).toContain('! another host: speeds are not compared');
  expect(text).toContain('host.cpu.model: Imaginary 2-Core against Other');
  expect(text).toMatch(/spinlock\/tas +2 threads .*rank 3 → 2, ⇅ INVERTED\s+with\s+gone\/lock\n/);
});

test('colour only repeats what words say', () => {
  const document = comparisonOf(base(1, CELLS), head(1, HEAD));
  const coloured = renderComparison(document, { ...plain, colour: true });
  expect(coloured).toContain('\u001b[');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it takes away
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderComparison(document, plain));
});

test('no line is wider than the terminal, whatever the names and however narrow', () => {
  const names = ['a', 'x'.repeat(200), '锁'.repeat(100), '🔒 e\u0301 '.repeat(30), ''];
  for (const name of names) {
    for (const columns of [60, 80, 131]) {
      for (const runs of [1, 6]) {
        const plant = (made: ReturnType<typeof base>) => {
          for (const { record } of made.runs) {
            for (const cell of record.cells) {
              cell.strategy = name + cell.strategy;
              cell.runtime = name;
              cell.world = name;
            }
          }
          return made;
        };
        const document = comparisonOf(plant(base(runs, CELLS)), plant(head(runs, HEAD)));
        for (const line of renderComparison(document, { columns, colour: false }).split('\n')) {
          expect(width(line), line).toBeLessThanOrEqual(columns);
        }
      }
    }
  }
});

test('nothing from a record steers the terminal', () => {
  const steer = '\u001b[2Jgone\u202e\r';
  const [one] = head(1, HEAD).runs as unknown as [{ record: ContendRecord }];
  one.record.host.kernel = steer;
  for (const cell of one.record.cells) cell.strategyVersion = cell.reproduce = steer;
  const text = renderComparison(comparisonOf(base(1, CELLS), side('HEAD', [one.record])), plain);
  expect(text).toContain('host.kernel: 6.0.0 against gone');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is printed is the point
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});
