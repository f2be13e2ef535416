import { fileURLToPath } from 'node:url';
import { METHOD, type ReadRecord } from '@contend/record';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fuzz } from './judge.ts';
import { mutationsOf } from './mutate.ts';
import { VALID } from './valid.ts';

const SEED = 20_260_102;
/** With which a lie that only a look at the figures tells is among the first; elsewhere one in a hundred is. */
const SOON = 8;
const partOf = (name: string) =>
  fileURLToPath(new URL(`../../../../../packages/record/src/${name}.ts`, import.meta.url));
const told = ({ faults }: Awaited<ReturnType<typeof fuzz>>) => faults.map(({ says }) => says);

/** The reader with one of its parts in place of its own. */
async function careless(part: string, instead: object): Promise<(path: string) => ReadRecord> {
  vi.resetModules();
  vi.doMock(partOf(part), async (original) => ({ ...(await original<object>()), ...instead }));
  return (await import('@contend/record')).readRecord;
}

afterEach(() => {
  vi.doUnmock(partOf('edited'));
  vi.doUnmock(partOf('plausible'));
  vi.resetModules();
});

describe('mutated records', () => {
  it('are refused in one line, or are true and can be compared and shown', async () => {
    const found = await fuzz({ valid: VALID, seed: SEED, inputs: 100 });
    expect(told(found)).toEqual([]);
    expect(found.drawn).toBeGreaterThan(20);
    expect(found.compared).toBeGreaterThan(20);
    expect(found.mutations.reduce((sum, { refused }) => sum + refused, 0)).toBeGreaterThan(20);
  });

  it('come of every kind, and the same from the same seed', () => {
    const made = () =>
      fc.sample(mutationsOf(VALID), { numRuns: 400, seed: SEED }).map(({ name, make }) => [name, make()]);
    expect(made()).toEqual(made());
    expect(new Set(made().map(([name]) => name)).size).toBeGreaterThanOrEqual(23);
  });

  it('get past a reader that recomputes nothing, and are told to lie', async () => {
    const read = await careless('edited', { edited: () => null });
    expect(told(await fuzz({ valid: VALID, seed: SEED, inputs: 60, read }))).toContainEqual(
      expect.stringMatching(/accepted, and .*the forks make/),
    );
  });

  it('get past a reader that believes any figure, and are told to lie', async () => {
    const read = await careless('plausible', { implausible: () => null });
    expect(told(await fuzz({ valid: VALID, seed: SOON, inputs: 20, read }))).toContainEqual(
      expect.stringMatching(/accepted, and .*(lost updates|updates were lost|more than it did)/),
    );
  });

  it('tell a reader that crashes', async () => {
    const read = () => JSON.parse('{');
    expect(told(await fuzz({ valid: VALID, seed: SEED, inputs: 1, read }))).toEqual([
      expect.stringContaining('crashed'),
    ]);
  });

  it('tell a reader that takes its own formulas for another’s', async () => {
    const read = () => ({ record: { ...VALID, method: METHOD }, recomputed: false });
    expect(told(await fuzz({ valid: VALID, seed: SEED, inputs: 1, read }))).toEqual([
      expect.stringContaining('not recomputed'),
    ]);
  });
});
