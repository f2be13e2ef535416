import { expect, test } from 'vitest';
import { served } from './served.fixture.ts';

test.each(['ticket', 'mcs', 'clh'])('%s serves in the order of coming', async (name) => {
  expect(await served(new URL(`./${name}.ts`, import.meta.url), 4)).toEqual([1, 2, 3, 4]);
});

test('a lock that serves the last first is seen to', async () => {
  expect(await served(new URL('./last-first.fixture.ts', import.meta.url), 4)).toEqual([4, 3, 2, 1]);
});
