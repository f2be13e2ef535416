import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import striped from './striped.ts';

await conformance(new URL('./striped.ts', import.meta.url));

const CONTENDERS = 3;
const viewFor = () => new Int32Array(new SharedArrayBuffer(4 * striped.words(CONTENDERS)));

test('contenders write a cache line apart', () => {
  const view = viewFor();
  for (let i = 0; i < CONTENDERS; i++) new (striped.make(Atomics))(view, 0, i, CONTENDERS).increment();
  expect([...view.keys()].filter((index) => view[index] !== 0)).toEqual([0, 32, 64]);
});

test('a count that is read while others count was right at some moment of the reading', () => {
  const view = viewFor();
  const others = [0, 1, 2].map((i) => new (striped.make(Atomics))(view, 0, i, CONTENDERS));
  let looks = 0;
  const during = Object.assign(Object.create(Atomics), {
    load(array: Int32Array, index: number) {
      // Before each look a cell that has been read already and one that has not.
      others[0]?.increment();
      if (looks++ > 0) others[2]?.increment();
      return Atomics.load(array, index);
    },
  });
  const reader = new (striped.make(during))(view, 0, 0, CONTENDERS);
  expect(reader.value()).toBe(3);
  expect(others[0]?.value()).toBe(5);
});

test('the count goes on past the end of 32 bits', () => {
  const view = viewFor();
  view[0] = 2 ** 31 - 1;
  view[32] = 1;
  const counter = new (striped.make(Atomics))(view, 0, 1, CONTENDERS);
  expect(counter.value()).toBe(-(2 ** 31));
  counter.increment();
  expect(counter.value()).toBe(-(2 ** 31) + 1);
});
