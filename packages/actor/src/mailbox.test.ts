import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import mailbox from './mailbox.ts';

await conformance(new URL('./mailbox.ts', import.meta.url));

function actor() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const Mailbox = mailbox.make();
  return new Mailbox(new Int32Array(memory.buffer), 0);
}

test('the owner rests when its mailbox is empty, and wakes at the next ask', async () => {
  const owner = actor();
  for (let round = 0; round < 3; round++) {
    const hits = await Promise.all([owner.increment(), owner.increment()]);
    expect(hits).toEqual([2 * round + 1, 2 * round + 2]);
    await new Promise(setImmediate);
    expect(owner.serving).toBe(false);
  }
  expect(owner.value()).toBe(6);
});

test('asks that come while the owner is at work are answered after those before them', async () => {
  const owner = actor();
  const order: number[] = [];
  const ask = (again: number): Promise<unknown> =>
    owner.increment().then((hit) => {
      order.push(hit);
      return again > 0 ? Promise.all([ask(again - 1), ask(again - 1)]) : undefined;
    });
  await ask(6);
  expect(order).toEqual(Array.from({ length: 127 }, (_, i) => i + 1));
});
