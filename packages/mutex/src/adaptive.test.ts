import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import adaptive from './adaptive.ts';

await conformance(new URL('./adaptive.ts', import.meta.url));

const TRIES = 5;

/** A held mutex that somebody wants; `paused` and `asleep` say what happens meanwhile. */
function wanted(paused: (word: Int32Array, pauses: number) => void, asleep: (word: Int32Array) => void) {
  const calls: string[] = [];
  let pauses = 0;
  const view = new Int32Array(new SharedArrayBuffer(4));
  const atomics = Object.assign(Object.create(Atomics), {
    pause: () => paused(view, ++pauses),
    wait(_view: Int32Array, _index: number, value: number) {
      calls.push(`wait while ${value}`);
      asleep(view);
      return 'ok';
    },
    notify: (_view: Int32Array, _index: number, count: number) => calls.push(`notify ${count}`),
  });
  const mutex = new (adaptive.make(atomics))(view, 0, 0, 2, TRIES, 1, 4);
  view[0] = 1;
  mutex.lock();
  return { mutex, view, calls, pauses: () => pauses };
}

test('a mutex that is released soon is taken without sleeping, and nobody is woken for it', () => {
  const { mutex, view, calls } = wanted(
    (word, pauses) => {
      if (pauses === 3) word[0] = 0;
    },
    () => {
      throw new Error('slept');
    },
  );
  expect(view[0]).toBe(1);
  mutex.unlock();
  expect(view[0]).toBe(0);
  expect(calls).toEqual([]);
});

test('it looks ever more rarely, then sleeps marked, and wakes somebody when it is done', () => {
  const { mutex, view, calls, pauses } = wanted(
    () => {},
    (word) => {
      expect(word[0]).toBe(2);
      word[0] = 0;
    },
  );
  expect(pauses()).toBe(1 + 2 + 4 + 4 + 4);
  expect(view[0]).toBe(2);
  mutex.unlock();
  expect(calls).toEqual(['wait while 2', 'notify 1']);
});
