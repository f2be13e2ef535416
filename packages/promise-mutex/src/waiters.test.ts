import { expect, test } from 'vitest';
import { type Waiter, Waiters } from './waiters.ts';

/** Waiters of which every one says when it is touched. */
function queueOf(length: number): { waiters: Waiters; touched: Set<number> } {
  const waiters = new Waiters();
  const touched = new Set<number>();
  for (let i = 0; i < length; i++) {
    const touch = () => touched.add(i);
    const waiter: Waiter = { enter() {}, next: undefined, previous: undefined };
    waiters.join(
      new Proxy(waiter, {
        get: (target, key) => touch() && Reflect.get(target, key),
        set: (target, key, value) => touch() && Reflect.set(target, key, value),
      }),
    );
  }
  touched.clear();
  return { waiters, touched };
}

test.each([3, 160_000])(
  'of %i waiters none is touched but the first and the next when the first is served',
  (length) => {
    const { waiters, touched } = queueOf(length);
    waiters.leave(waiters.first as Waiter);
    expect([...touched].sort()).toEqual([0, 1]);
  },
);

test.each([3, 160_000])('behind %i waiters another joins by touching the last', (length) => {
  const { waiters, touched } = queueOf(length);
  waiters.join({ enter() {}, next: undefined, previous: undefined });
  expect([...touched]).toEqual([length - 1]);
});
