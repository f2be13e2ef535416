import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import compareAndSwap from './compare-and-swap.ts';

await conformance(new URL('./compare-and-swap.ts', import.meta.url));

test('hits that come between the read and the swap are not overwritten', () => {
  let between = 3;
  const overtaken = Object.assign(Object.create(Atomics), {
    compareExchange(view: Int32Array, index: number, expected: number, replacement: number) {
      if (between-- > 0) Atomics.add(view, index, 10);
      return Atomics.compareExchange(view, index, expected, replacement);
    },
  });
  const counter = new (compareAndSwap.make(overtaken))(new Int32Array(new SharedArrayBuffer(4)), 0);
  expect(counter.increment()).toBe(31);
  expect(counter.increment()).toBe(32);
  expect(counter.value()).toBe(32);
});

test('the count goes on past the end of 32 bits', () => {
  const view = new Int32Array(new SharedArrayBuffer(4)).fill(2 ** 31 - 1);
  const counter = new (compareAndSwap.make(Atomics))(view, 0);
  expect(counter.increment() | 0).toBe(-(2 ** 31));
  expect(counter.increment()).toBe(-(2 ** 31) + 1);
});
