import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generatedReadme, README } from './readme.ts';

const page = readFileSync(README, 'utf8');

it('is what the committed record and its report say today (npx turbo run docs)', () => {
  expect(page).toBe(generatedReadme());
});

it('shows some ten lines of real output', () => {
  const [, sample] = page.match(/generated: sample -->\n\n```\n([^`]*)\n```/) ?? [];
  expect(sample).toMatch(/^THREADS .*increments\/s/);
  expect(sample?.split('\n').length).toBeLessThanOrEqual(20);
  for (const line of sample?.split('\n') ?? []) expect(line.length).toBeLessThanOrEqual(88);
});

it('links to files that are there', () => {
  const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link as string);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(new URL(link, README)))).toEqual([]);
});
