import { describe, expect, it } from 'vitest';
import { Hits } from './hits.ts';

function made(owners: number[][]) {
  const first = new Hits(0);
  const second = new Hits(1, first.buffer);
  const [a = [], b = []] = owners;
  for (const hit of a) first.mark(hit);
  for (const hit of b) second.mark(hit);
  return { ...first.tally(a.length + b.length), duplicates: first.duplicates + second.duplicates };
}

describe('hit numbers', () => {
  it('are all there and all different when each hit got its own', () => {
    expect(
      made([
        [1, 3],
        [2, 4],
      ]),
    ).toMatchObject({ gaps: 0, duplicates: 0, watched: 4 });
  });

  it('given twice leave a duplicate and a gap', () => {
    expect(
      made([
        [1, 2],
        [2, 3],
      ]),
    ).toMatchObject({ gaps: 1, duplicates: 1 });
  });

  it('show each change of owner', () => {
    expect(
      made([
        [1, 2, 5],
        [3, 4, 6],
      ]).handoffs,
    ).toBe(3);
    expect(
      made([
        [1, 2, 3],
        [4, 5, 6],
      ]).handoffs,
    ).toBe(1);
    expect(made([[1, 2, 3], []]).handoffs).toBe(0);
  });

  it('that are none count as duplicates', () => {
    expect(made([[0, -1, Number.NaN, 1], []])).toMatchObject({ duplicates: 3, gaps: 3 });
  });
});
