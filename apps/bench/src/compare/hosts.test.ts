import { HOST_FIELDS, type Host } from '@contend/record';
import { expect, test } from 'vitest';
import { comparisonOf } from './comparison.ts';
import { base, head, runsOf, side, thread } from './fixture.ts';
import type { Side } from './side.ts';

const CELLS = [thread('atomic/add', 10), thread('spinlock/tas', 40), thread('spinlock/ttas', 20)];
/** On another machine, where everything is ten times as slow and the two locks have changed places. */
const THERE = [thread('atomic/add', 100), thread('spinlock/tas', 200), thread('spinlock/ttas', 500)];

function elsewhere(
  side: Side,
  change: (host: Host) => void = (host) => Object.assign(host.cpu, { model: 'Other' }),
): Side {
  for (const { record } of side.runs) change(record.host);
  return side;
}
const cellOf = (document: ReturnType<typeof comparisonOf>, strategy: string) =>
  document.cells.find((cell) => cell.strategy === strategy);

test('another host: ratios to atomic/add and ranks are compared, speeds never, and nothing is a regression', () => {
  const document = comparisonOf(base(7, CELLS), elsewhere(head(7, THERE)));
  expect(document).toMatchObject({ verdict: 'nothing-worse', sameHost: false });
  expect(document.notes.map(({ code }) => code)).toEqual(['other-host']);
  expect(document.differences).toEqual([{ field: 'host.cpu.model', base: 'Imaginary 2-Core', head: 'Other' }]);
  for (const { speed, outcome, reason } of document.cells) {
    expect({ speed, outcome, reason }).toEqual({ speed: null, outcome: 'not-comparable', reason: 'another host' });
  }
  const standing = cellOf(document, 'spinlock/tas')?.acrossHosts;
  expect(standing?.base.ratio).toBeCloseTo(4, 1);
  expect(standing?.head.ratio).toBeCloseTo(2, 1);
  expect([standing?.base.rank, standing?.head.rank]).toEqual([3, 2]);
});

test('what was called faster here and slower there is marked, on both; what kept its place is not', () => {
  for (const runs of [1, 3]) {
    const document = comparisonOf(base(runs, CELLS), elsewhere(head(runs, THERE)));
    expect(cellOf(document, 'spinlock/tas')?.acrossHosts?.inverted).toEqual(['spinlock/ttas']);
    expect(cellOf(document, 'spinlock/ttas')?.acrossHosts?.inverted).toEqual(['spinlock/tas']);
    expect(cellOf(document, 'atomic/add')?.acrossHosts).toMatchObject({ inverted: [], base: { rank: 1, ratio: 1 } });
  }
});

test('an order that was not called on one host inverts nothing', () => {
  const level = THERE.map((cell) => (cell.strategy === 'atomic/add' ? cell : { ...cell, ns: 300 }));
  const document = comparisonOf(base(1, CELLS), elsewhere(head(1, level)));
  expect(document.cells.flatMap(({ acrossHosts }) => acrossHosts?.inverted)).toEqual([]);
});

test('an order counts when most runs call it', () => {
  const swapped = [...runsOf(1, 70, THERE), ...runsOf(2, 80, CELLS)];
  const document = comparisonOf(base(3, CELLS), elsewhere(side('HEAD', swapped)));
  expect(cellOf(document, 'spinlock/tas')?.acrossHosts).toMatchObject({ inverted: [], head: { rank: 3 } });
});

test('a single run’s ratio has an interval over its blocks; several runs one over the runs', () => {
  const single = cellOf(comparisonOf(base(1, CELLS), elsewhere(head(5, THERE))), 'spinlock/tas')?.acrossHosts;
  expect(single?.base.low).toBeLessThan(single?.base.ratio as number);
  expect(single?.base.high).toBeGreaterThan(single?.base.ratio as number);
  expect(single?.head).toMatchObject({ low: null, high: null });
  const several = cellOf(comparisonOf(base(6, CELLS), elsewhere(head(6, THERE))), 'spinlock/tas')?.acrossHosts;
  const width = (standing = single?.base) => (standing?.high as number) - (standing?.low as number);
  expect(width(several?.base)).toBeLessThan(width());
});

test('too few blocks to rank, or no exact atomic/add beside it, leave null', () => {
  const short = comparisonOf(side('BASE', runsOf(1, 1, CELLS, 5)), elsewhere(side('HEAD', runsOf(1, 2, THERE, 5))));
  expect(cellOf(short, 'spinlock/tas')?.acrossHosts).toMatchObject({
    base: { rank: null, low: null },
    head: { rank: null, high: null },
    inverted: [],
  });
  const wrong = CELLS.map((cell) => (cell.strategy === 'atomic/add' ? { ...cell, verdict: 'crashed' as const } : cell));
  for (const cells of [CELLS.slice(1), wrong]) {
    const document = comparisonOf(base(1, cells), elsewhere(head(1, cells)));
    expect(cellOf(document, 'spinlock/tas')?.acrossHosts?.base.ratio).toBeNull();
  }
});

test('the baseline is the one beside it: same world, contenders and workload', () => {
  const two = (add: number) => [
    ...CELLS,
    thread('atomic/add', add, { contenders: 4 }),
    thread('spinlock/tas', 100, { contenders: 4 }),
  ];
  const document = comparisonOf(base(1, two(50)), elsewhere(head(1, two(20))));
  const four = document.cells.find((cell) => cell.strategy === 'spinlock/tas' && cell.contenders === 4)?.acrossHosts;
  expect(four?.base.ratio).toBeCloseTo(2, 1);
  expect(four?.head.ratio).toBeCloseTo(5, 0);
});

test('a wrong count is a regression on any host', () => {
  const wrong = THERE.map((cell) => ({ ...cell, verdict: 'lost-updates' as const }));
  expect(comparisonOf(base(1, CELLS), elsewhere(head(1, wrong))).verdict).toBe('regression');
});

const CHANGES: ((host: Host) => void)[] = [
  (host) => Object.assign(host.cpu, { vendor: 'x' }),
  (host) => Object.assign(host.cpu, { model: 'x' }),
  (host) => Object.assign(host.cpu, { signature: 'x' }),
  (host) => Object.assign(host, { sockets: 2 }),
  (host) => Object.assign(host, { cores: 4 }),
  (host) => Object.assign(host, { threadsPerCore: 2 }),
  (host) => Object.assign(host.caches, { l1d: 1 }),
  (host) => Object.assign(host.caches, { l1i: 1 }),
  (host) => Object.assign(host.caches, { l2: 1 }),
  (host) => Object.assign(host.caches, { l3: null }),
  (host) => Object.assign(host, { availableParallelism: 4 }),
  (host) => Object.assign(host, { allowedCores: [0] }),
  (host) => Object.assign(host, { cgroupQuota: 1.5 }),
  (host) => Object.assign(host.os, { platform: 'x' }),
  (host) => Object.assign(host.os, { name: 'x' }),
  (host) => Object.assign(host.os, { release: 'x' }),
  (host) => Object.assign(host, { kernel: 'x' }),
  (host) => Object.assign(host, { arch: 'arm64' }),
  (host) => Object.assign(host, { governor: 'powersave' }),
  (host) => Object.assign(host, { virtualised: 'no' }),
];

test('each of the host’s fields that a speed depends on makes it another host, by its name', () => {
  const named = CHANGES.map((change) => {
    const { sameHost, differences } = comparisonOf(base(1, CELLS), elsewhere(head(1, CELLS), change));
    expect(sameHost).toBe(false);
    return differences.map(({ field }) => field);
  });
  expect(named.flat()).toEqual(HOST_FIELDS);
});

test('memory that differs by some pages is the same host', () => {
  const grown = elsewhere(head(1, CELLS), (host) => Object.assign(host, { memoryBytes: host.memoryBytes + 4096 }));
  expect(comparisonOf(base(1, CELLS), grown).sameHost).toBe(true);
});
