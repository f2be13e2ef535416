import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import futex from './futex.ts';

await conformance(new URL('./futex.ts', import.meta.url));

/** A mutex whose calls to the kernel are written down; sleeping is what `asleep` does meanwhile. */
function observed(asleep: (view: Int32Array) => void = () => {}) {
  const calls: string[] = [];
  const atomics = Object.assign(Object.create(Atomics), {
    wait(view: Int32Array, index: number, value: number) {
      calls.push(`wait while ${value}`);
      if (view[index] !== value) return 'not-equal';
      asleep(view);
      return 'ok';
    },
    notify(_view: Int32Array, _index: number, count: number) {
      calls.push(`notify ${count}`);
      return 0;
    },
  });
  const view = new Int32Array(new SharedArrayBuffer(4));
  return { mutex: new (futex.make(atomics))(view, 0), view, calls };
}

test('a mutex that nobody else wants calls the kernel neither to take nor to release it', () => {
  const { mutex, view, calls } = observed();
  for (let i = 0; i < 3; i++) {
    mutex.lock();
    expect(view[0]).toBe(1);
    mutex.unlock();
    expect(view[0]).toBe(0);
  }
  expect(calls).toEqual([]);
});

test('who finds it held says so before it sleeps, and the release wakes one', () => {
  const { mutex, view, calls } = observed((word) => {
    expect(word[0]).toBe(2);
    word[0] = 0;
  });
  view[0] = 1;
  mutex.lock();
  mutex.unlock();
  expect(calls).toEqual(['wait while 2', 'notify 1']);
  expect(view[0]).toBe(0);
});

test('who is woken for nothing sleeps again, and takes it as awaited, for others may sleep still', () => {
  let wakings = 0;
  const { mutex, view, calls } = observed((word) => {
    // Overtaken twice: somebody else took it as held, and nobody's mark is left.
    word[0] = ++wakings < 3 ? 1 : 0;
  });
  view[0] = 2;
  mutex.lock();
  expect(view[0]).toBe(2);
  expect(calls).toEqual(['wait while 2', 'wait while 2', 'wait while 2']);
});
