import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { Mutex } from './mutex.ts';
import { MEMORY_BYTES } from './shared-number.ts';

function two() {
  const memory = new SharedArrayBuffer(MEMORY_BYTES);
  return { mutex: new Mutex(memory, 0), other: new Mutex(memory, 31) };
}

test('says who holds it, from any worker', () => {
  const { mutex, other } = two();
  expect(mutex.holder).toBeNull();
  other.lock();
  expect(mutex.holder).toBe(31);
  other.unlock();
  mutex.lock();
  expect(other.holder).toBe(0);
  mutex.unlock();
  expect(other.holder).toBeNull();
});

test('nobody waits for a lock that was free', () => {
  const { mutex } = two();
  mutex.lock();
  expect(mutex.waiters).toEqual([]);
});

test('a waiter is named while it waits, is woken by the unlock, and is a waiter no more', async () => {
  const memory = new SharedArrayBuffer(MEMORY_BYTES);
  const mutex = new Mutex(memory, 0);
  mutex.lock();
  const code = `
    import { workerData } from 'node:worker_threads';
    const { Mutex } = await import(workerData.url);
    new Mutex(workerData.memory, 5).lock();
  `;
  const workerData = { memory, url: new URL('./mutex.ts', import.meta.url).href };
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { workerData, execArgv: [] });
  const exit = once(worker, 'exit');
  await vi.waitFor(() => expect(mutex.waiters).toEqual([5]), { timeout: 60_000 });
  mutex.unlock();
  await exit;
  expect(mutex.holder).toBe(5);
  expect(mutex.waiters).toEqual([]);
});

test('only the holder may unlock, and once', () => {
  const { mutex, other } = two();
  mutex.lock();
  expect(() => other.unlock()).toThrow('worker 31 unlocks a mutex that it does not hold');
  expect(mutex.holder).toBe(0);
  mutex.unlock();
  expect(() => mutex.unlock()).toThrow('worker 0 unlocks a mutex that it does not hold');
});

test('a guard holds the lock to the end of its block, a thrown error included', () => {
  const { mutex } = two();
  const section = (end: () => void) => {
    using _held = mutex.guard();
    expect(mutex.holder).toBe(0);
    end();
  };
  section(() => {});
  expect(mutex.holder).toBeNull();
  const fail = () => {
    throw new Error('inside');
  };
  expect(() => section(fail)).toThrow('inside');
  expect(mutex.holder).toBeNull();
});
