import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated, PAGE } from './page.ts';

const page = readFileSync(PAGE, 'utf8');

it('is what the code, the simulation and the committed selftest say today (npx turbo run docs)', async () => {
  expect(page).toBe(await generated());
});

it('links to files that are there', () => {
  const links = [...page.matchAll(/\]\((\.\.\/[^)#]+)\)/g)].map(([, link]) => link as string);
  expect(links).not.toEqual([]);
  expect(links.filter((link) => !existsSync(new URL(link, PAGE)))).toEqual([]);
});
