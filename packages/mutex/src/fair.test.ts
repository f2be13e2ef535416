import { conformance } from '@contend/counter/conformance';
import { expect, test } from 'vitest';
import fair from './fair.ts';

await conformance(new URL('./fair.ts', import.meta.url));

const JOINED = 32;
const SERVED = 64;

type Asleep = (view: Int32Array, index: number) => 'ok' | 'timed-out' | 'not-equal';

/** A mutex whose sleeping is what `asleep` does meanwhile. */
function mutexOf(asleep: Asleep, ...patience: [patienceMs?: number, wakeMs?: number, missMs?: number]) {
  const calls: string[] = [];
  const view = new Int32Array(new SharedArrayBuffer(4 * (fair.words as number)));
  const atomics = Object.assign(Object.create(Atomics), {
    wait(_view: Int32Array, index: number, value: number, limit?: number) {
      calls.push(`wait on ${index} while ${value}${limit === undefined ? '' : ` for ${limit} ms`}`);
      return asleep(view, index);
    },
    notify: (_view: Int32Array, index: number, count?: number) => calls.push(`notify ${count ?? 'all'} on ${index}`),
  });
  return { mutex: new (fair.make(atomics))(view, 0, 0, 2, ...patience), view, calls };
}

const never: Asleep = () => {
  throw new Error('slept');
};

test('a mutex that nobody else wants never reaches the kernel', () => {
  const { mutex, view, calls } = mutexOf(never);
  mutex.lock();
  expect(view[0]).toBe(1);
  mutex.unlock();
  expect(view[0]).toBe(0);
  expect(calls).toEqual([]);
});

test('who sleeps through its patience joins the queue, and has the lock once it is served', () => {
  const { mutex, view, calls } = mutexOf((word, index) => {
    if (index === 0) return 'timed-out';
    // The holder hands over, as the tests below say.
    expect(word[0]).toBe(1 + 2 + 4);
    word[0] = 1 + 2;
    word[SERVED] = 1;
    return 'ok';
  });
  view[0] = 1;
  mutex.lock();
  expect(calls).toEqual(['wait on 0 while 3 for 1 ms', `wait on ${SERVED} while 0`]);
  expect([view[0], view[JOINED], view[SERVED]]).toEqual([3, 1, 1]);
});

test('a release hands the lock to the queue: held without a break, and the others still marked', () => {
  const { mutex, view, calls } = mutexOf(never);
  mutex.lock();
  view[0] = 1 + 2 + 2 * 4;
  mutex.unlock();
  expect([view[0], view[SERVED]]).toEqual([1 + 2 + 4, 1]);
  expect(calls).toEqual([`notify all on ${SERVED}`]);
});

test('a release with nobody in the queue frees the lock and wakes one', () => {
  const { mutex, view, calls } = mutexOf(never);
  mutex.lock();
  view[0] = 1 + 2;
  mutex.unlock();
  expect(view[0]).toBe(0);
  expect(calls).toEqual(['notify 1 on 0']);
});

test('the queue is served in the order of joining, also where the numbers wrap', () => {
  const { mutex, view, calls } = mutexOf((word, index) => {
    if (index === 0) return 'timed-out';
    word[SERVED] = ((word[SERVED] as number) + 1) | 0;
    return 'ok';
  });
  view[0] = 1;
  view[JOINED] = 2 ** 31 - 1;
  view[SERVED] = 2 ** 31 - 2;
  mutex.lock();
  // The first service is that of the one before.
  expect(calls.slice(1)).toEqual([`wait on ${SERVED} while ${2 ** 31 - 2}`, `wait on ${SERVED} while ${2 ** 31 - 1}`]);
  expect(view[SERVED]).toBe(-(2 ** 31));
});

test.each([
  ['ok', 5],
  ['not-equal', 10],
] as const)('rounds that end in %s use patience up', (result, rounds) => {
  const { mutex, view, calls } = mutexOf(
    (word, index) => {
      if (index === 0) return result;
      word[SERVED] = 1;
      return 'ok';
    },
    1,
    0.2,
    0.1,
  );
  view[0] = 1;
  mutex.lock();
  expect(calls.filter((call) => call.startsWith('wait on 0')).length).toBeGreaterThanOrEqual(rounds);
  expect(calls.filter((call) => call.startsWith('wait on 0')).length).toBeLessThanOrEqual(rounds + 1);
});
