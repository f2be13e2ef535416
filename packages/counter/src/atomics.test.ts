import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const pause = Object.getOwnPropertyDescriptor(Atomics, 'pause') as PropertyDescriptor;
beforeEach(() => vi.resetModules());
afterEach(() => Object.defineProperty(Atomics, 'pause', pause));

it('is Atomics itself, whose calls engines know', async () => {
  expect((await import('./atomics.ts')).atomics).toBe(Atomics);
});

it('has a pause where the runtime has none', async () => {
  Reflect.deleteProperty(Atomics, 'pause');
  const { atomics } = await import('./atomics.ts');
  expect(Atomics).not.toHaveProperty('pause');
  expect(atomics.pause()).toBeUndefined();
  expect(atomics.add(new Int32Array(1), 0, 1)).toBe(0);
});
