import { expect, it } from 'vitest';
import { constant } from './settings.ts';

it('reads a constant from the line that sets it', () => {
  const source = 'const ONE = 4_000;\nexport const SHARE = 0.004;\nconst SHIFTED = 1 << 22;\n';
  expect(['ONE', 'SHARE', 'SHIFTED'].map((name) => constant(source, name))).toEqual([4_000, 0.004, 4_194_304]);
});

it('refuses a constant that is gone, or no number', () => {
  expect(() => constant('const OTHER = 1;', 'ONE')).toThrow('no line sets ONE to a number');
  expect(() => constant("const ONE = 'x';", 'ONE')).toThrow('no line sets ONE to a number');
  expect(() => constant('  const ONE = 1;', 'ONE')).toThrow('no line sets ONE to a number');
});
