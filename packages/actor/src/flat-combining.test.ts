import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import flatCombining from './flat-combining.ts';

await conformance(new URL('./flat-combining.ts', import.meta.url));

const CONTENDERS = 3;
const DONE = 0;
const ASKED = 1;

function counters(atomics: typeof Atomics = Atomics) {
  const view = new Int32Array(new SharedArrayBuffer(4 * flatCombining.words(CONTENDERS)));
  const Made = flatCombining.make(atomics);
  return [0, 1, 2].map((contender) => new Made(view, 0, contender, CONTENDERS));
}

test('whoever holds the lock counts for all that have asked, by one addition', () => {
  let additions = 0;
  const counting = Object.assign(Object.create(Atomics), {
    add(view: Int32Array, index: number, value: number) {
      additions++;
      return Atomics.add(view, index, value);
    },
  });
  const [first, second, third] = counters(counting);
  for (const other of [first, third]) Atomics.store(other?.view as Int32Array, other?.own as number, ASKED);
  expect(second?.increment()).toBe(2);
  expect(additions).toBe(1);
  expect(second?.value()).toBe(3);
  for (const [other, hit] of [
    [first, 1],
    [third, 3],
  ] as const) {
    expect(other?.view[other.own]).toBe(DONE);
    expect(other?.view[other.own + 1]).toBe(hit);
  }
});

test('a pass leaves no ask behind that the next one would answer again', () => {
  const [first, second] = counters();
  expect(first?.increment()).toBe(1);
  expect(second?.increment()).toBe(2);
  expect(first?.increment()).toBe(3);
  expect(first?.value()).toBe(3);
});
