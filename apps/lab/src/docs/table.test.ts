import { expect, it } from 'vitest';
import { grouped, table } from './table.ts';

it('lays a table out in columns as wide as their widest cell', () => {
  expect(table(['a', 'longer'], [['✓ yes', '1']])).toBe('| a     | longer |\n| ----- | ------ |\n| ✓ yes | 1      |');
});

it('sets thousands apart where there are many', () => {
  expect([0.5, 9_999, 65_536, 1_234_567].map(grouped)).toEqual(['0.5', '9999', '65 536', '1 234 567']);
});
