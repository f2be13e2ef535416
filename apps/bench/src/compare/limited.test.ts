import { syntheticRecord } from '@contend/record/fixture';
import { describe, expect, it } from 'vitest';
import { limitedTo } from './limited.ts';
import type { Side } from './side.ts';

const cell = (runtime: string) => ({
  ...{ strategy: 'atomic/add', world: 'threads' as const, contenders: 2, ns: 10 },
  runtime,
});
const record = syntheticRecord({ cells: ['node', 'bun 1.4.5', 'bun 1.4.5 (2)', 'bundle 9'].map(cell) });
const side: Side = { name: 'BASE', path: 'x', runs: [{ file: 'x', record, recomputed: true }] };
const limited = (runtimes: string | undefined) => limitedTo(side, runtimes).runs[0].record;

describe('a side limited to runtimes', () => {
  it('has their cells only, whatever their version, and passes for a run of the first', () => {
    const { cells, runtime, runtimes } = limited('bun');
    expect(cells.map((each) => each.runtime)).toEqual(['bun 1.4.5', 'bun 1.4.5 (2)']);
    expect(runtimes).toHaveLength(2);
    expect(runtime.name).toBe('bun');
    expect(limited('bun 1.4.5 (2),node').cells.map((each) => each.runtime)).toEqual(['node', 'bun 1.4.5 (2)']);
  });

  it('is the whole side where none are named', () => {
    expect(limited(undefined)).toBe(record);
  });

  it('is refused where it has none of one', () => {
    expect(() => limited('node,deno')).toThrow(
      expect.objectContaining({
        message: '--runtime deno: BASE has no cell of it; it has node, bun 1.4.5, bun 1.4.5 (2), bundle 9',
        status: 2,
      }),
    );
  });
});
