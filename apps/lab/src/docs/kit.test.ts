import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { adapterOf, PACKAGES } from '../kit/packages.ts';
import { isIn, TABLES } from '../kit/tables.ts';
import { NO, no, partly, YES } from '../kit/verdict.ts';
import { generatedKit, KIT, pageOf, tableOf } from './kit.ts';

const page = readFileSync(KIT, 'utf8');

/** Twenty packages are asked: a minute on an idle machine. */
const ASKING_MS = 1_800_000;

it('is what the installed packages do when they are asked today (npx turbo run docs)', {
  timeout: ASKING_MS,
}, async () => {
  expect(page).toBe(await generatedKit());
});

it('links to files that are there', () => {
  const links = [...page.matchAll(/\]\((\.\.?\/[^)#]+|[a-z]+\.md)[^)]*\)/g)].map(([, link]) => link as string);
  expect(links).not.toEqual([]);
  expect(links.filter((link) => !existsSync(new URL(link, KIT)))).toEqual([]);
});

it('shows a package a row, a feature a column, and under the table what there is to say', () => {
  const file = fileURLToPath(new URL('../../../a.ts', import.meta.url));
  const rows = ['one', 'two'].map((says) => ({ says, file, probe: async () => YES }));
  const judged = new Map([
    ['first', { locks: [YES, partly('it is slow')] }],
    ['second', { locks: [no('it is broken'), no('it is broken')] }],
    ['other', {}],
    ['third', { locks: [NO, partly('it is slow')] }],
  ]);
  const [titles, , ...lines] = tableOf({ name: 'locks', rows }, judged).replaceAll(/ +/g, ' ').split('\n');
  expect(titles).toBe('| | [one](../apps/a.ts) | [two](../apps/a.ts) |');
  expect(lines).toEqual([
    '| `first` | ✓ | ~ <sup>1</sup> |',
    '| `second` | ✗ <sup>2</sup> | ✗ <sup>2</sup> |',
    '| `third` | – | ~ <sup>1</sup> |',
    '',
    '1. it is slow: `first`, `third`',
    '2. it is broken: `second`',
  ]);
});

it('keeps its date until a cell changes', async () => {
  const judgement = (sees: typeof YES) =>
    Object.fromEntries(TABLES.map(({ name, rows }) => [name, rows.map(() => sees)]));
  const settings: [string, string][] = [
    ['patience-settings', ''],
    ['weights', ''],
  ];
  const first = pageOf(page, new Map([['a', judgement(YES)]]), settings, '2020-01-01');
  expect(first).toContain('The tables last changed on `2020-01-01`.');
  expect(pageOf(first, new Map([['a', judgement(YES)]]), settings, '2020-01-02')).toBe(first);
  expect(pageOf(first, new Map([['a', judgement(NO)]]), settings, '2020-01-02')).toContain('on `2020-01-02`.');
});

it('has every package in at least one table', async () => {
  for (const name of PACKAGES) {
    const adapter = await adapterOf(name);
    expect(adapter.name).toBe(name);
    expect(
      TABLES.some((table) => isIn(table, adapter)),
      name,
    ).toBe(true);
  }
});
