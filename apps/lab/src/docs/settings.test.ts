import { WINDOW_MS } from '@contend/bench/selftest/overhead';
import { expect, it } from 'vitest';
import { constant } from './settings.ts';

const module = new URL('../../../bench/src/selftest/overhead.ts', import.meta.url);

it('is what the module exports', async () => {
  expect(await constant(module, 'WINDOW_MS')).toBe(WINDOW_MS);
});

it('refuses a constant that is gone, or no number', async () => {
  await expect(constant(module, 'OTHER')).rejects.toThrow('overhead.ts exports no number OTHER');
  const other = new URL('./page.ts', import.meta.url);
  await expect(constant(other, 'PAGE')).rejects.toThrow('page.ts exports no number PAGE');
});
