import { describe, expect, it } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { CELL_FIELDS, cellKey, familyKey, faultKey, wasPinned } from './identity.ts';

const [cell] = syntheticRecord().cells as [ReturnType<typeof syntheticRecord>['cells'][number]];
const other = {
  strategy: 'other/one',
  world: 'other',
  contenders: 77,
  workload: 'other',
  runtime: 'node 26.10.0 (2)',
  pinned: !cell.pinned,
};

describe('the identity of a cell', () => {
  it.each(CELL_FIELDS)('changes with its %s', (field) => {
    expect(cellKey({ ...cell, [field]: other[field] })).not.toBe(cellKey(cell));
  });

  it('changes with nothing that was measured', () => {
    expect(cellKey({ ...cell, lost: 1, rank: 3, forks: [] } as typeof cell)).toBe(cellKey(cell));
  });

  it('is not fooled by names that hold separators', () => {
    expect(cellKey({ ...cell, strategy: 'a', world: 'b","c' })).not.toBe(
      cellKey({ ...cell, strategy: 'a","b', world: 'c' }),
    );
  });
});

describe('a family', () => {
  it('holds what differs in the strategy alone', () => {
    expect(familyKey({ ...cell, strategy: 'other/one' } as typeof cell)).toBe(familyKey(cell));
    for (const field of CELL_FIELDS.filter((each) => each !== 'strategy')) {
      expect(familyKey({ ...cell, [field]: other[field] }), field).not.toBe(familyKey(cell));
    }
  });

  it('is wider without the fields along an axis', () => {
    const crowded: typeof cell = { ...cell, contenders: 77 };
    expect(familyKey(crowded, 'contenders')).toBe(familyKey(cell, 'contenders'));
    expect(familyKey({ ...cell, world: 'other' }, 'contenders')).not.toBe(familyKey(cell, 'contenders'));
  });
});

it('tells the faults of a strategy apart', () => {
  const fault = { strategy: 'a/b', world: 'threads', contenders: 3, runtime: 'node 26.10.0', fault: 'kill' } as const;
  expect(faultKey({ ...fault, fault: 'stall' })).not.toBe(faultKey(fault));
  expect(faultKey({ ...fault, runtime: 'node 26.10.0 (2)' })).not.toBe(faultKey(fault));
});

it('takes a cell that was never timed for pinned where the timed ones of its world were', () => {
  const stopped = { ...cell, pinned: false, throughput: null };
  expect(wasPinned(stopped, [stopped, { ...cell, pinned: true }])).toBe(true);
  expect(wasPinned(stopped, [stopped, { ...cell, pinned: false }])).toBe(false);
  expect(wasPinned({ ...cell, pinned: false }, [{ ...cell, pinned: true }])).toBe(false);
});
