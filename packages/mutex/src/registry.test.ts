import { expect, test } from 'vitest';
import { Registry, SAYING_BYTES } from './registry.ts';

const NOWHERE = { id: 0, started: 0 };
const SLOTS = 4;
const fresh = () => new Registry(new Int32Array(new SharedArrayBuffer(4 * Registry.words(SLOTS))));

test('no number is given twice, whatever number of threads comes and goes', () => {
  const registry = fresh();
  const given = new Set<number>();
  for (let i = 0; i < 100; i++) {
    const number = registry.list(i, 0, NOWHERE) as number;
    expect(number).toBeGreaterThan(0);
    expect(given.has(number)).toBe(false);
    given.add(number);
    expect(registry.isListed(number)).toBe(true);
    registry.strike(number);
    for (const old of given) expect(registry.isListed(old)).toBe(false);
  }
});

test('when all slots are taken there is no number, until one is free', () => {
  const registry = fresh();
  const numbers = Array.from({ length: SLOTS }, (_, i) => registry.list(i, 0, NOWHERE) as number);
  expect(registry.list(9, 0, NOWHERE)).toBeUndefined();
  registry.strike(numbers[2] as number);
  expect(registry.list(9, 0, NOWHERE)).toBeDefined();
});

test('a slot whose numbers are used up is given no more', () => {
  const registry = fresh();
  for (let i = 0; i < SLOTS; i++) {
    const number = registry.list(i, 0, NOWHERE) as number;
    // How often it was given lies behind its number.
    registry.view[registry.at(number) + 1] = Math.ceil(2 ** 30 / SLOTS);
    registry.strike(number);
  }
  expect(registry.list(9, 0, NOWHERE)).toBeUndefined();
});

test('with a thread go its tasks, the threads that it started, and theirs', () => {
  const registry = fresh();
  const parent = registry.list(1, 0, NOWHERE) as number;
  const child = registry.list(2, parent, NOWHERE) as number;
  const task = registry.listTask(child) as number;
  const other = registry.list(3, 0, NOWHERE) as number;
  expect(registry.find(2)).toBe(child);
  expect(registry.hostOf(task)).toBe(child);
  registry.strike(parent);
  expect([parent, child, task, other].map((number) => registry.isListed(number))).toEqual([false, false, false, true]);
  expect(registry.find(2)).toBeUndefined();
});

test('what is said is heard of that wait alone, and cut where it does not fit', () => {
  const registry = fresh();
  const number = registry.list(1, 0, NOWHERE) as number;
  const edition = registry.setWait(number, 7, 0);
  expect(registry.saidBy(number, edition)).toBeUndefined();
  registry.say(number, edition, 'waits für B');
  expect(registry.saidBy(number, edition)).toBe('waits für B');
  expect(registry.saidBy(number, registry.setWait(number, 7, 0))).toBeUndefined();
  const next = registry.list(2, 0, NOWHERE) as number;
  registry.say(number, edition, 'x'.repeat(5_000));
  expect(registry.saidBy(number, edition)).toBe('x'.repeat(SAYING_BYTES));
  expect(registry.isListed(next)).toBe(true);
});

test('a wait is told while it lasts', () => {
  const registry = fresh();
  const number = registry.list(1, 0, NOWHERE) as number;
  expect(registry.waitOf(number)).toBeUndefined();
  const edition = registry.setWait(number, 7, 5);
  expect(registry.waitOf(number)).toEqual({ edition, waitsFor: 7, before: 5 });
  registry.setWait(number, 0, 0);
  expect(registry.waitOf(number)).toBeUndefined();
});

test('who leaves in order leaves a number that is given again, and an edition that goes on', () => {
  const registry = fresh();
  const numbers = new Set<number>();
  const editions: number[] = [];
  for (let i = 0; i < 100; i++) {
    const number = registry.list(i, 0, NOWHERE) as number;
    numbers.add(number);
    editions.push(registry.setWait(number, 1, 0));
    registry.setWait(number, 0, 0);
    registry.leave(number);
    expect(registry.isListed(number)).toBe(false);
  }
  expect(numbers.size).toBe(SLOTS);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(SLOTS);
  expect(new Set(editions).size).toBe(100 / SLOTS);
});
