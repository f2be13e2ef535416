import { CHECKS, untilCaught } from '@contend/conformance/checks';
import { expect, test } from 'vitest';
import plain from './plain.ts';

/** A loss is a matter of chance, and so may take a few tries. */
const TRIES = 20;
const url = new URL('./plain.ts', import.meta.url).href;

test.for(plain.runsIn)('%s lose updates, and the check of the count sees it', async (world) => {
  const trial = { url, strategy: plain, world, contenders: 4 };
  const { detail, ...finding } = await untilCaught(CHECKS['exact-count'], trial, TRIES);
  expect(finding).toEqual({ check: 'exact-count', ok: false });
  const [increments, counted] = detail.match(/\d+/g) as [string, string];
  expect(Number(counted)).toBeLessThan(Number(increments));
});

test.for(plain.runsIn)(
  '%s get the same number twice, and the check of the numbers sees it',
  {
    timeout: 60_000,
  },
  async (world) => {
    const trial = { url, strategy: plain, world, contenders: 4 };
    expect(await untilCaught(CHECKS['unique-hits'], trial, TRIES)).toMatchObject({ check: 'unique-hits', ok: false });
  },
);

test('alone it is exact', async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const view = new Int32Array(memory.buffer);
  for (const world of plain.runsIn) {
    const Made = plain.make(Atomics, { memory, world });
    const base = world === 'tasks' ? 0 : 32;
    const counter = new Made(view, base);
    for (let hit = 1; hit <= 1_000; hit++) expect(await counter.increment()).toBe(hit);
    expect(counter.value()).toBe(1_000);
  }
});
