import { expect, test } from 'vitest';
import { cycleFrom, stands } from './cycle.ts';
import { Registry } from './registry.ts';

const NOWHERE = { id: 0, started: 0 };

function crowd(size: number) {
  const registry = new Registry(new Int32Array(new SharedArrayBuffer(4 * Registry.words(8))));
  const threads = Array.from({ length: size }, (_, i) => registry.list(i, 0, NOWHERE) as number);
  const waits = (waiter: number, holder: number) => registry.setWait(waiter, holder, registry.releasesOf(holder));
  return { registry, threads: threads as [number, number, number, number], waits };
}

const numbers = (path: ReturnType<typeof cycleFrom>) => path?.map(({ number }) => number);

test.each([2, 3, 4])('a circle of %i is found from each of its places, beginning there', (size) => {
  const { registry, threads, waits } = crowd(size);
  for (const [i, thread] of threads.entries()) {
    expect(cycleFrom(registry, thread)).toBeUndefined();
    waits(thread, threads[(i + 1) % size] as number);
  }
  for (const [i, thread] of threads.entries())
    expect(numbers(cycleFrom(registry, thread))).toEqual([...threads.slice(i), ...threads.slice(0, i)]);
});

test('a chain is no circle, and who waits for one of a circle is not in it', () => {
  const { registry, threads, waits } = crowd(4);
  const [a, b, c, d] = threads;
  waits(a, b);
  waits(b, c);
  expect(cycleFrom(registry, a)).toBeUndefined();
  waits(c, b);
  expect(cycleFrom(registry, a)).toBeUndefined();
  expect(cycleFrom(registry, d)).toBeUndefined();
  expect(numbers(cycleFrom(registry, b))).toEqual([b, c]);
});

test('an edge is left aside once the one it names has released something, until its waiter has looked again', () => {
  const { registry, threads, waits } = crowd(2);
  const [a, b] = threads;
  waits(a, b);
  waits(b, a);
  registry.countRelease(a);
  expect(cycleFrom(registry, a)).toBeUndefined();
  expect(cycleFrom(registry, b)).toBeUndefined();
  waits(b, a);
  expect(numbers(cycleFrom(registry, a))).toEqual([a, b]);
});

test('a circle that was found does not stand any more when somebody released, waits anew, or died', () => {
  const changes: ((registry: Registry, a: number, b: number) => void)[] = [
    (registry, a) => registry.countRelease(a),
    (registry, a, b) => registry.setWait(b, a, 0),
    (registry, _a, b) => registry.setWait(b, 0, 0),
    (registry, _a, b) => registry.strike(b),
  ];
  for (const change of changes) {
    const { registry, threads, waits } = crowd(2);
    const [a, b] = threads;
    waits(a, b);
    waits(b, a);
    const found = cycleFrom(registry, a) ?? [];
    expect(stands(registry, found)).toBe(true);
    change(registry, a, b);
    expect(stands(registry, found)).toBe(false);
  }
});

test('what a task holds is not released while its thread blocks', () => {
  const { registry, threads, waits } = crowd(2);
  const [a, b] = threads;
  const task = registry.listTask(a) as number;
  waits(b, task);
  expect(cycleFrom(registry, b)).toBeUndefined();
  const blocked = registry.setWait(a, b, registry.releasesOf(b));
  expect(numbers(cycleFrom(registry, a))).toEqual([a, b]);
  expect(numbers(cycleFrom(registry, b))).toEqual([b, a]);
  expect(blocked % 2).toBe(0);
});

test('tasks of one thread wait for each other as threads do, but not for what only their thread holds', () => {
  const { registry, threads, waits } = crowd(1);
  const [thread] = threads;
  const [one, two] = [registry.listTask(thread) as number, registry.listTask(thread) as number];
  waits(one, thread);
  expect(cycleFrom(registry, one)).toBeUndefined();
  waits(one, two);
  waits(two, one);
  expect(numbers(cycleFrom(registry, one))).toEqual([one, two]);
});
