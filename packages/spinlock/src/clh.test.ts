import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import clh from './clh.ts';

await conformance(new URL('./clh.ts', import.meta.url));

test('who leaves takes over the node of the one before, so every node has one user at all times', () => {
  const contenders = 3;
  const view = new Int32Array(new SharedArrayBuffer(4 * clh.words(contenders)));
  const Clh = clh.make(Atomics);
  const locks = Array.from({ length: contenders }, (_, contender) => new Clh(view, 0, contender));
  for (const turn of [0, 1, 2, 1, 1, 0, 2, 2, 0]) {
    const lock = locks[turn] as (typeof locks)[number];
    const [used, left] = [lock.mine, view[lock.tail]];
    lock.lock();
    lock.unlock();
    expect([lock.mine, view[lock.tail]]).toEqual([left, used]);
    const inUse = [...locks.map(({ mine }) => mine), view[lock.tail]].sort();
    expect(inUse).toEqual([0, 1, 2, 3]);
  }
});
