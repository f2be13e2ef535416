import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import fair from './fair.ts';

await conformance(new URL('./fair.ts', import.meta.url));

const CONTENDERS = 3;
const [HELD, CALLED, IMPATIENT, WAITER] = [1, 2, 4, 8];
const [OVERTAKEN, JOINED, LEFT, FIRST, SECOND] = [1, 32, 33, 64, 96];
const [NOTHING, TRY, YOURS] = [0, 1, 2];

type Asleep = (view: Int32Array, index: number) => 'ok' | 'timed-out' | 'not-equal';

/** A mutex whose sleeping is what `asleep` does meanwhile. */
function mutexOf(asleep: Asleep, ...budgets: number[]) {
  const calls: string[] = [];
  const view = new Int32Array(new SharedArrayBuffer(4 * fair.words(CONTENDERS)));
  const atomics = Object.assign(Object.create(Atomics), {
    wait(_view: Int32Array, index: number, value: number, limit: number) {
      calls.push(`wait on ${index} while ${value} for ${limit} ms`);
      return asleep(view, index);
    },
    notify: (_view: Int32Array, index: number, count: number) => calls.push(`notify ${count} on ${index}`),
  });
  return { mutex: new (fair.make(atomics))(view, 0, 0, CONTENDERS, ...budgets), view, calls };
}

const never: Asleep = () => {
  throw new Error('slept');
};

test('a mutex that nobody else wants never reaches the kernel', () => {
  const { mutex, view, calls } = mutexOf(never);
  mutex.lock();
  expect(view[0]).toBe(HELD);
  mutex.unlock();
  expect(view[0]).toBe(0);
  expect(calls).toEqual([]);
});

test('whoever comes takes a free lock, past those who wait', () => {
  const { mutex, view } = mutexOf(never);
  view[0] = CALLED + WAITER;
  mutex.lock();
  expect([view[0], view[LEFT]]).toEqual([HELD + CALLED + WAITER, 0]);
});

test('a release calls the first in the queue, once', () => {
  const { mutex, view, calls } = mutexOf(never);
  view[0] = HELD + 2 * WAITER;
  mutex.unlock();
  expect([view[0], view[OVERTAKEN], view[FIRST], view[SECOND]]).toEqual([CALLED + 2 * WAITER, 1, TRY, NOTHING]);
  mutex.lock();
  mutex.unlock();
  expect([view[0], view[OVERTAKEN]]).toEqual([CALLED + 2 * WAITER, 2]);
  expect(calls).toEqual([`notify 1 on ${FIRST}`]);
});

test('the first in the queue, when called, takes the lock if nobody was quicker', () => {
  const { mutex, view } = mutexOf((word, index) => {
    expect(index).toBe(FIRST);
    word[0] = CALLED + WAITER;
    word[OVERTAKEN] = 5;
    word[FIRST] = TRY;
    return 'ok';
  });
  view[0] = HELD;
  mutex.lock();
  expect([view[0], view[OVERTAKEN], view[JOINED], view[LEFT], view[FIRST]]).toEqual([HELD, 0, 1, 1, NOTHING]);
});

test('who is beaten may be called again', () => {
  let calls = 0;
  const { mutex, view } = mutexOf((word) => {
    word[FIRST] = TRY;
    word[0] = ++calls === 1 ? HELD + CALLED + WAITER : CALLED + WAITER;
    if (calls === 2) expect(word[OVERTAKEN]).toBe(0);
    return 'ok';
  });
  view[0] = HELD;
  mutex.lock();
  expect([calls, view[0]]).toEqual([2, HELD]);
});

test('the others in the queue do not try, even if the lock is free', () => {
  const { mutex, view, calls } = mutexOf((word, index) => {
    expect([index, word[0]]).toEqual([SECOND, HELD + 2 * WAITER]);
    word[0] = WAITER + HELD;
    word[SECOND] = YOURS;
    return 'ok';
  });
  view[0] = HELD + WAITER;
  view[JOINED] = 1;
  view[SECOND] = TRY;
  mutex.lock();
  expect(calls).toHaveLength(1);
});

test('who sleeps through its patience says so, and then sleeps without a limit until it is handed the lock', () => {
  const { mutex, view, calls } = mutexOf((word) => {
    if (word[0] === HELD + WAITER) return 'timed-out';
    expect(word[0]).toBe(HELD + IMPATIENT + WAITER);
    word[0] = HELD;
    word[FIRST] = YOURS;
    return 'ok';
  });
  view[0] = HELD;
  mutex.lock();
  expect(calls).toEqual([`wait on ${FIRST} while 0 for 1 ms`, `wait on ${FIRST} while 0 for Infinity ms`]);
});

test.each([
  ['is impatient', IMPATIENT, 0],
  ['was overtaken too often', 0, 2],
])('a release hands over, held without a break, where the first in the queue %s', (_why, flag, overtaken) => {
  const { mutex, view, calls } = mutexOf(never, 2);
  view[0] = HELD + CALLED + flag + 2 * WAITER;
  view[OVERTAKEN] = overtaken;
  mutex.unlock();
  expect([view[0], view[OVERTAKEN], view[LEFT], view[FIRST]]).toEqual([HELD + WAITER, 0, 1, YOURS]);
  expect(calls).toEqual([`notify 1 on ${FIRST}`]);
});

test('a release that is late with its call leaves a hand-over as it is', () => {
  const { mutex, view, calls } = mutexOf(never);
  view[0] = HELD + WAITER;
  view[FIRST] = YOURS;
  mutex.unlock();
  expect([view[FIRST], calls]).toEqual([YOURS, []]);
});

test('places go round, also where their numbers wrap', () => {
  const { mutex, view, calls } = mutexOf(never);
  view[0] = HELD + WAITER;
  view[LEFT] = 2 ** 31 - 1;
  mutex.unlock();
  // The last of four places, which are a power of two.
  expect(calls).toEqual([`notify 1 on ${64 + 3 * 32}`]);
  view[0] = HELD + IMPATIENT + WAITER;
  mutex.unlock();
  expect(view[LEFT]).toBe(-(2 ** 31));
});

test.each([
  ['ok', 5],
  ['not-equal', 10],
] as const)('rounds that end in %s use patience up', (result, rounds) => {
  let slept = 0;
  const asleep: Asleep = (word) => {
    slept++;
    if ((word[0] as number) & IMPATIENT) word[FIRST] = YOURS;
    return result;
  };
  const { mutex, view } = mutexOf(asleep, 9, 1, 0.2, 0.1);
  view[0] = HELD;
  mutex.lock();
  // Of its patience, and the one that ends in the hand-over; sums of 0.1 may need one more.
  expect(slept - 1).toBeGreaterThanOrEqual(rounds);
  expect(slept - 1).toBeLessThanOrEqual(rounds + 1);
});
