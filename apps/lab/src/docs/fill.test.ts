import { expect, it } from 'vitest';
import { fill } from './fill.ts';

const contents = new Map([['one', '| 1 |']]);

it('replaces what stands between two marks, and nothing else', () => {
  const page = 'before\n\n<!-- generated: one -->\nold\n<!-- /generated -->\n\nafter\n';
  const filled = 'before\n\n<!-- generated: one -->\n\n| 1 |\n\n<!-- /generated -->\n\nafter\n';
  expect(fill(page, contents)).toBe(filled);
  expect(fill(filled, contents)).toBe(filled);
});

it('puts text in as it is, whatever signs it holds', () => {
  const page = '<!-- generated: one --><!-- /generated -->';
  expect(fill(page, new Map([['one', "$& $1 $'"]]))).toContain("\n$& $1 $'\n");
});

it('refuses a place that nothing fills, one without an end, and what has no place', () => {
  expect(() => fill('<!-- generated: two --><!-- /generated -->', contents)).toThrow('nothing is generated for "two"');
  const endless = '<!-- generated: two -->\n<!-- generated: one -->\n<!-- /generated -->';
  expect(() => fill(endless, contents)).toThrow('"two" is not ended');
  expect(() => fill('<!-- generated: one -->', contents)).toThrow('"one" is not ended');
  expect(() => fill('no place', contents)).toThrow('no place for "one"');
});
