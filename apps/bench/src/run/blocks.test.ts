import { describe, expect, it } from 'vitest';
import { plannedCell as cell } from '../fixtures/planned.ts';
import { Blocks, blocksNeeded } from './blocks.ts';
import { MOST_FORKS, type PlannedCell } from './plan.ts';

const CELLS = [cell('a/a', 1), cell('b/b', 1), cell('a/a', 2), cell('b/b', 2), cell('c/c', 2), cell('d/d', 2, false)];

function orderOf(seed: number, forks: number) {
  const blocks = new Blocks(CELLS, seed, forks);
  const order: string[] = [];
  for (let group = blocks.nextOfBase(); group !== undefined; group = blocks.nextOfBase()) {
    order.push(
      blocks
        .order(group)
        .map(({ entry, contenders }) => `${entry.id} ${contenders}`)
        .join(', '),
    );
    group.blocks++;
  }
  return order;
}

describe('blocks', () => {
  it('measure what competes next to each other, every group once before any comes again', () => {
    const order = orderOf(7, 3);
    expect(order).toHaveLength(6);
    for (let i = 0; i < order.length; i += 2) {
      const sizes = order.slice(i, i + 2).map((block) => block.split(', ').length);
      expect(sizes.sort()).toEqual([2, 4]);
    }
    for (const block of order) expect(new Set(block.split(', ').map((each) => each.split(' ')[1])).size).toBe(1);
  });

  it('measure everything once, and then tell apart what does no other work before the rest', () => {
    const blocks = new Blocks([cell('a/a', 1, true, 100), cell('a/a', 2), cell('a/a', 1, true, 900)], 3, 4);
    const order: string[] = [];
    for (let group = blocks.nextOfBase(); group !== undefined; group = blocks.nextOfBase()) {
      order.push(group.cells[0]?.workload.insideNs === 0 ? 'hot' : 'busy');
      group.blocks++;
    }
    expect(order.slice(0, 3).sort()).toEqual(['busy', 'busy', 'hot']);
    expect(order.slice(3, 6)).toEqual(['hot', 'hot', 'hot']);
    expect(order.slice(6)).toEqual(Array(6).fill('busy'));
  });

  it('tell apart what has short windows before what has long ones', () => {
    const crowded = { ...cell('a/a', 8), windowMs: 200 };
    const blocks = new Blocks([crowded, cell('a/a', 1), cell('a/a', 2)], 3, 3);
    const order: number[] = [];
    for (let group = blocks.nextOfBase(); group !== undefined; group = blocks.nextOfBase()) {
      order.push(group.cells[0]?.contenders as number);
      group.blocks++;
    }
    expect(order.slice(0, 3).sort()).toEqual([1, 2, 8]);
    expect(order.slice(3, 7).sort()).toEqual([1, 1, 2, 2]);
    expect(order.slice(7)).toEqual([8, 8]);
  });

  it('measure a strategy in all runtimes one after the other, in an order of their own each time', () => {
    const inBun = (each: PlannedCell) => ({ ...each, runtime: { ...each.runtime, label: 'bun 1' } });
    const group = [cell('a/a', 2), cell('b/b', 2), cell('c/c', 2)].flatMap((each) => [each, inBun(each)]);
    const blocks = new Blocks(group, 5, 20);
    expect(blocks.groups).toHaveLength(1);
    const orders = Array.from({ length: 20 }, () => blocks.order({ cells: group, base: 20, blocks: 0 }));
    for (const order of orders) {
      for (let i = 0; i < order.length; i += 2) expect(order[i]?.entry).toBe(order[i + 1]?.entry);
    }
    expect(new Set(orders.map(([first]) => first?.runtime.label)).size).toBe(2);
    expect(blocksNeeded(group)).toBe(blocksNeeded(group.filter(({ runtime }) => runtime.label !== 'bun 1')));
  });

  it('are in an order of their seed', () => {
    expect(orderOf(7, 5)).toEqual(orderOf(7, 5));
    expect(orderOf(7, 5)).not.toEqual(orderOf(8, 5));
  });

  it('are at first as many as a family needs to be told apart, leaving out who cannot be ranked', () => {
    expect(blocksNeeded([cell('a/a', 2), cell('b/b', 2)])).toBe(8);
    expect(blocksNeeded(CELLS.slice(2))).toBe(blocksNeeded(CELLS.slice(2, 5)));
    expect(blocksNeeded(CELLS.slice(2))).toBeGreaterThan(8);
    expect(new Blocks(CELLS, 1, undefined).groups.map(({ base }) => base)).toEqual([8, blocksNeeded(CELLS.slice(2))]);
  });

  it('go on where the figures are least certain, whatever the difference between them', () => {
    const blocks = new Blocks(CELLS, 1, undefined);
    const steady = [10, 10.1, 9.9, 10];
    const noisy = [10, 14, 7, 10];
    const next = (nsOf: (cell: PlannedCell) => number[]) => blocks.leastCertain(nsOf)?.cells[0]?.contenders;
    expect(next(({ contenders }) => (contenders === 2 ? noisy : steady))).toBe(2);
    expect(next(({ contenders }) => (contenders === 1 ? noisy : steady))).toBe(1);
    for (const group of blocks.groups) group.blocks = MOST_FORKS;
    expect(next(() => noisy)).toBeUndefined();
    for (const group of blocks.groups) group.blocks = 0;
    // Far apart and steady needs no more forks; close together and noisy does.
    expect(
      next(({ contenders, entry }) =>
        contenders === 1 ? noisy : entry.id === 'a/a' ? steady.map((ns) => 50 * ns) : steady,
      ),
    ).toBe(1);
  });
});
