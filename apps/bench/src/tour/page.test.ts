import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { closing, opening, outcome } from './page.ts';

const plain = { columns: 80, colour: false };
const told = {
  held: true,
  table: {
    head: ['threads', 'lost'],
    rows: [
      { cells: [1, 0], bar: 0 },
      { cells: [2, 500], bar: 0.5 },
      { cells: [4, 1_000], bar: 1 },
    ],
  },
  caption: 'Four threads lost 1 000 updates.',
};

test('figures are aligned, and bars have the ratio of what they stand for', () => {
  expect(outcome(told, plain).split('\n').slice(0, 4)).toEqual([
    '    threads   lost',
    '          1      0',
    `          2    500  ${'█'.repeat(12)}`,
    `          4  1 000  ${'█'.repeat(24)}`,
  ]);
});

test('a table without a head names its rows on the left', () => {
  const table = { rows: [{ cells: ['increments', 1_000] }, { cells: ['lost', 7] }] };
  expect(outcome({ ...told, table }, plain)).toContain('    increments  1 000\n    lost            7\n');
});

test('what did not hold says so', () => {
  expect(outcome(told, plain)).not.toContain('Not shown');
  expect(outcome({ ...told, held: false }, plain)).toContain('✗ Not shown: Four threads');
});

test.each([30, 40, 80, 200])('prose and bars keep within %d columns, and a number is never broken', (columns) => {
  const story = 'A line of prose about 1 000 000 updates and 20 000 losses. '.repeat(5).trim();
  const page = { columns, colour: false };
  const text =
    opening(1, 6, 'Title', story, [], page) + outcome({ ...told, caption: story }, page) + closing([1], 6, page);
  const lines = text.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.min(columns, 78));
  for (const line of lines) expect(line).not.toMatch(/^ *000|\b(1|20|1 000)$/);
  expect(text.replaceAll(/\s+/g, ' ')).toContain(story);
});

test('colour changes nothing but the colour', () => {
  const colour = { columns: 80, colour: true };
  for (const text of [
    (page: typeof plain) => opening(1, 6, 'Title', 'Story.', ['code();', '', 'more();'], page),
    (page: typeof plain) => outcome(told, page),
    (page: typeof plain) => closing([2, 3], 6, page),
  ]) {
    expect(text(colour)).toContain('\x1b[');
    expect(stripVTControlCharacters(text(colour))).toBe(text(plain));
  }
});
