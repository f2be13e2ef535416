import { expect, test } from 'vitest';
import { type Readable, readable, readableAsync, TO_COPY } from './mostly-read.ts';

class Trace {
  steps: string[] = [];
  retries = 0;
  lock() {
    this.steps.push('lock');
  }
  unlock() {
    this.steps.push('unlock');
  }
  lockShared() {
    this.steps.push('lock shared');
  }
  unlockShared() {
    this.steps.push('unlock shared');
  }
  readBegin() {
    this.steps.push('begin');
    return this.steps.length;
  }
  readRetry(mark: number) {
    this.steps.push(`retry ${mark}`);
    return this.retries-- > 0;
  }
  acquire() {
    this.lock();
  }
  release() {
    this.unlock();
  }
  acquireShared() {
    this.lockShared();
  }
  releaseShared() {
    this.unlockShared();
  }
}

const place = () => ({ view: new Int32Array(new SharedArrayBuffer(4 * (TO_COPY + 2))), index: 1 });

test('a writer writes the count and its copy, and a reader who finds both alike says so', async () => {
  for (const reads of [undefined, 'shared', 'optimistic'] as const) {
    const count = place();
    const counter = readable(new Trace(), reads, count);
    expect([counter.increment(), counter.increment(), counter.read(), counter.value()]).toEqual([1, 2, true, 2]);
    expect(count.view[1 + TO_COPY]).toBe(2);
  }
  for (const reads of [undefined, 'shared'] as const) {
    const counter = readableAsync(new Trace(), reads, place());
    expect([await counter.increment(), await counter.read()]).toEqual([1, true]);
  }
});

test('a reader who looks while a writer writes sees that they differ', async () => {
  for (const reads of [undefined, 'shared', 'optimistic'] as const) {
    const count = place();
    const seen: unknown[] = [];
    const other = readable(new Trace(), reads, count);
    readable(new Trace(), reads, count, () => seen.push(other.read())).increment();
    expect([...seen, other.torn]).toEqual([false, 1]);
  }
});

test('a reader who was inside when a writer came or went sees that it was', async () => {
  const count = place();
  const other = readable(new Trace(), 'shared', count);
  expect(readable(new Trace(), 'shared', count, () => other.increment()).read()).toBe(false);
  for (const writesFirst of [true, false]) {
    const shared = place();
    const [writer, reader] = [0, 1].map(() => readableAsync(new Trace(), 'shared', shared)) as [Readable, Readable];
    const both = writesFirst ? [writer.increment(), reader.read()] : [reader.read(), writer.increment()];
    expect(await Promise.all(both)).toContain(false);
    expect(reader.torn).toBe(1);
  }
});

test('readers take the lock as it lets them, and release it however they leave', async () => {
  const trace = new Trace();
  readable(trace, undefined, place()).read();
  readable(trace, 'shared', place()).read();
  await readableAsync(trace, undefined, place()).read();
  await readableAsync(trace, 'shared', place()).read();
  const taken = ['lock', 'unlock', 'lock shared', 'unlock shared'];
  expect(trace.steps).toEqual([...taken, ...taken]);

  const failing = () => {
    throw new Error('inside');
  };
  const left = new Trace();
  expect(() => readable(left, 'shared', place(), failing).read()).toThrow('inside');
  expect(() => readable(left, 'shared', place(), failing).increment()).toThrow('inside');
  await expect(readableAsync(left, 'shared', place(), failing).read()).rejects.toThrow('inside');
  expect(left.steps).toEqual(['lock shared', 'unlock shared', 'lock', 'unlock', 'lock shared', 'unlock shared']);
});

test('an optimistic reader reads again for as long as it is told to', () => {
  const trace = new Trace();
  trace.retries = 1;
  let looks = 0;
  readable(trace, 'optimistic', place(), () => looks++).read();
  expect(looks).toBe(2);
  expect(trace.steps).toEqual(['begin', 'retry 1', 'begin', 'retry 3']);
});
