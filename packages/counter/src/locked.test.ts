import { expect, test } from 'vitest';
import { locked, lockedAsync } from './locked.ts';

class Trace {
  steps: string[] = [];
  lock() {
    this.steps.push('lock');
  }
  unlock() {
    this.steps.push('unlock');
  }
  acquire() {
    this.steps.push('lock');
  }
  release() {
    this.steps.push('unlock');
  }
}

const counted = () => ({ view: new Int32Array(2), index: 1 });

test('an increment locks, counts, unlocks and returns its number', () => {
  const trace = new Trace();
  const count = counted();
  const counter = locked(trace, count);
  expect([counter.increment(), counter.increment()]).toEqual([1, 2]);
  expect(counter.value()).toBe(2);
  expect(count.view).toEqual(new Int32Array([0, 2]));
  expect(trace.steps).toEqual(['lock', 'unlock', 'lock', 'unlock']);
});

test('work inside runs under the lock, before the count is written', () => {
  const trace = new Trace();
  const count = counted();
  const counter = locked(trace, count, () => trace.steps.push(`inside at ${count.view[1]}`));
  expect([counter.increment(), counter.increment()]).toEqual([1, 2]);
  expect(trace.steps).toEqual(['lock', 'inside at 0', 'unlock', 'lock', 'inside at 1', 'unlock']);
});

function failing() {
  throw new Error('inside');
}

test('a thrown error releases the lock and counts nothing', () => {
  const trace = new Trace();
  const counter = locked(trace, counted(), failing);
  expect(() => counter.increment()).toThrow('inside');
  expect(trace.steps).toEqual(['lock', 'unlock']);
  expect(counter.value()).toBe(0);
});

test('a lock that cannot be had is not released', () => {
  const trace = new Trace();
  trace.lock = () => {
    throw new Error('refused');
  };
  expect(() => locked(trace, counted()).increment()).toThrow('refused');
  expect(trace.steps).toEqual([]);
});

test('an asynchronous increment holds the lock across a turn of the event loop', async () => {
  const trace = new Trace();
  const count = counted();
  const counter = lockedAsync(trace, count);
  const hit = counter.increment();
  expect(trace.steps).toEqual(['lock']);
  expect(counter.value()).toBe(0);
  expect(await hit).toBe(1);
  expect(trace.steps).toEqual(['lock', 'unlock']);
  expect(counter.value()).toBe(1);
});

test('an asynchronous increment waits for its turn', async () => {
  const trace = new Trace();
  const turn = Promise.withResolvers<void>();
  const lock = { acquire: () => turn.promise, release: () => trace.release() };
  const counter = lockedAsync(lock, counted());
  const hit = counter.increment();
  await new Promise(setImmediate);
  expect(counter.value()).toBe(0);
  turn.resolve();
  expect(await hit).toBe(1);
});

test('a thrown error releases an asynchronous lock and counts nothing', async () => {
  const trace = new Trace();
  const counter = lockedAsync(trace, counted(), failing);
  await expect(counter.increment()).rejects.toThrow('inside');
  expect(trace.steps).toEqual(['lock', 'unlock']);
  expect(counter.value()).toBe(0);
});
