import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import mcs from './mcs.ts';

await conformance(new URL('./mcs.ts', import.meta.url));

test('a release hands over to a comer that had yet to link itself', () => {
  const view = new Int32Array(new SharedArrayBuffer(4 * mcs.words(2)));
  const linking = Object.assign(Object.create(Atomics), { pause: () => {} });
  const Mcs = mcs.make(linking);
  const holder = new Mcs(view, 0, 0);
  const comer = new Mcs(view, 0, 1);
  holder.lock();
  // As far as the comer has got: at the tail, blocked, and not linked until the holder waits for it.
  view[comer.tail] = comer.me;
  view[comer.blocked(comer.me)] = 1;
  let pauses = 0;
  linking.pause = () => {
    if (++pauses === 3) view[comer.successor(holder.me)] = comer.me;
  };
  holder.unlock();
  expect(view[comer.blocked(comer.me)]).toBe(0);
  comer.unlock();
  expect(view[comer.tail]).toBe(0);
});
