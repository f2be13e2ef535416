import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { chartData, firstView } from '../charts/data.ts';
import { drawGaps } from './gap.ts';
import { BOX } from './plot.ts';
import type { Shape } from './shape.ts';
import { drawThroughput } from './throughput.ts';

const threads = (strategy: string, contenders: number, ns: number) =>
  ({ strategy, world: 'threads', contenders, ns }) as const;
const record = syntheticRecord({
  cells: [
    ...[1, 2, 4].flatMap((contenders) => [threads('a/quick', contenders, 10), threads('native/add', contenders, 5)]),
    { ...threads('a/wrong', 4, 2), verdict: 'lost-updates' },
    { ...threads('a/stuck', 4, 2), verdict: 'deadlock' },
    { ...threads('a/kept', 2, 30), handoffs: 0 },
    { strategy: 'a/quick', world: 'tasks', contenders: 1, ns: 100 },
    { strategy: 'a/quick', world: 'threads', contenders: 2, ns: 1_000, workload: 'typical' },
  ],
});
const data = chartData(record);
const first = firstView(record, data);

function all({ children, ...shape }: Shape): Omit<Shape, 'children'>[] {
  return [shape, ...children.flatMap((child) => (typeof child === 'string' ? [] : all(child)))];
}
const marks = (shapes: Shape) => all(shapes).filter(({ attributes }) => /^mark/.test(String(attributes.class)));
const told = ({ children }: Shape): string[] =>
  children.flatMap((child) => (typeof child === 'string' ? [child] : told(child)));

test('a panel a world, with what the view picks and what has a figure', () => {
  const [inThreads, inTasks] = drawThroughput(data, first);
  expect(inThreads?.title).toBe('worker threads');
  expect(inTasks?.title).toBe('tasks of one event loop');
  expect(inThreads && marks(inThreads.drawing)).toHaveLength(5);
  expect(drawThroughput(data, { ...first, worlds: [false, true] }).map(({ title }) => title)).toEqual([
    'tasks of one event loop',
  ]);
  const [typical, ...none] = drawThroughput(data, { ...first, workload: data.workloads.indexOf('typical') });
  expect(typical && marks(typical.drawing)).toHaveLength(1);
  expect(none).toEqual([]);
  expect(drawThroughput(data, { ...first, strategies: data.looks.map(() => false) })).toEqual([]);
});

test('a wrong count is drawn as one, and what one contender kept has its ring', () => {
  const [inThreads] = drawThroughput(data, first);
  const shapes = inThreads ? all(inThreads.drawing) : [];
  const count = (name: string): number =>
    shapes.filter(({ attributes }) => String(attributes.class).split(' ').includes(name)).length;
  expect(count('cross')).toBe(1);
  expect(count('ring')).toBe(1);
  expect(inThreads && told(inThreads.drawing).join()).toMatch(
    /a\/wrong, 4 contenders: [^,]+\), longest gap [^,]+, count wrong/,
  );
});

test('what is native is a floor with its name, not a contestant', () => {
  const [inThreads] = drawThroughput(data, first);
  expect(
    inThreads && all(inThreads.drawing).filter(({ attributes }) => /^floor/.test(String(attributes.class))),
  ).toHaveLength(3);
  expect(inThreads && told(inThreads.drawing).filter((text) => text === 'C add')).toHaveLength(1);
  for (const { drawing } of drawGaps(data, first)) expect(told(drawing).join()).not.toContain('native');
});

test.for(['log', 'linear'] as const)('every mark lies inside its box on a %s scale', (scale) => {
  for (const { drawing } of [...drawThroughput(data, { ...first, scale }), ...drawGaps(data, { ...first, scale })]) {
    expect(marks(drawing).length).toBeGreaterThan(0);
    for (const { attributes } of marks(drawing)) {
      const [x = -1, y = -1] = [...String(attributes.transform).matchAll(/-?[\d.]+/g)].map(Number);
      expect(x >= 0 && x <= BOX.width && y >= 0 && y <= BOX.height).toBe(true);
    }
  }
});

test('zoomed in on, pictures show what lies there on the same axis, and no mark outside their box', () => {
  const zoom = [2e7, 1.2e8] as const;
  const drawings = [...drawThroughput(data, { ...first, zoom }), ...drawGaps(data, { ...first, zoom })];
  const places = drawings.flatMap(({ drawing }) => marks(drawing)).map(({ attributes }) => attributes.transform);
  expect(places.length).toBeGreaterThan(0);
  expect(places.length).toBeLessThan(
    [...drawThroughput(data, first), ...drawGaps(data, first)].flatMap(({ drawing }) => marks(drawing)).length,
  );
  for (const place of places) {
    const [x = -1, y = -1] = [...String(place).matchAll(/-?[\d.]+/g)].map(Number);
    expect(x >= 0 && x <= BOX.width && y >= 0 && y <= BOX.height).toBe(true);
  }
  expect(new Set(drawings.map(({ drawing }) => drawing.attributes['data-range']))).toEqual(
    new Set(['20000000_120000000']),
  );
});

test('gaps: a panel for each number of contenders but one alone', () => {
  expect(drawGaps(data, first).map(({ title }) => title)).toEqual([
    'worker threads, 2 threads',
    'worker threads, 4 threads',
  ]);
});
