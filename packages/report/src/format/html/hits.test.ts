import { expect, test } from 'vitest';
import { syntheticHits } from '../../fixtures/hits.ts';
import { renderHits } from './hits.ts';

const ONE = { strategy: 'a/b', perSecond: 1_000, p50: 1e6 };

test('what is told stands in the order in which a reader needs it', () => {
  const ids = [...renderHits(syntheticHits()).matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(['answer', 'speed', 'rate', 'lost', 'faults', 'code', 'circumstances', 'made', 'warnings']);
});

test('a server’s code stands there line by line, as it ran', () => {
  const code = 'if (a < b && c) {\n\t\thit(n);\r\n}\n';
  const page = renderHits(syntheticHits({ counters: [{ ...ONE, code }] }));
  expect(page).toContain('<code>if (a &lt; b &amp;&amp; c) {\n    hit(n);\n}</code>');
});

test('who gave a server that is not contend’s own is named beside it', () => {
  const page = (plugin?: string) => renderHits(syntheticHits({ counters: [{ ...ONE, ...(plugin && { plugin }) }] }));
  expect(page('mine.ts')).toContain('given in <code>mine.ts</code>');
  expect(page()).not.toContain('given in');
});

test('the page has no script, and its policy lets none in', () => {
  const page = renderHits(syntheticHits());
  expect(page).not.toContain('<script');
  expect(page.replaceAll('&#39;', "'")).toContain("script-src 'none'");
});

test('the same figures give the same page', () => {
  expect(renderHits(syntheticHits())).toBe(renderHits(syntheticHits()));
});
