import { setTimeout } from 'node:timers/promises';
import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import { employ } from './employ.fixture.ts';
import ring from './ring.ts';

const url = new URL('./ring.ts', import.meta.url);
await conformance(url);

test.each([1, 2, 3, 5])('%i clients go round their ring many times', async (contenders) => {
  const actor = employ(url, ring, contenders);
  for (let hit = 1; hit <= 1_000; hit++) expect(actor.clients[hit % contenders]?.increment()).toBe(hit);
  expect(actor.handle.value()).toBe(1_000);
  await actor.dismiss();
});

test.each([2 ** 31 - 6, -6])('positions from %i go on past the end of 32 bits', async (head) => {
  const contenders = 4;
  const actor = employ(url, ring, contenders, {
    head,
    // The tail, and each slot as its last turn left it.
    prepare(view, base) {
      view[base] = head;
      for (let i = 0; i < contenders; i++) {
        const position = head - contenders + i;
        view[base + 96 + (position & 3) * 32] = position + 1;
      }
    },
  });
  for (let hit = 1; hit <= 20; hit++) expect(actor.clients[hit % contenders]?.increment()).toBe(hit);
  await actor.dismiss();
});

test('an idle owner burns no CPU', async () => {
  const actor = employ(url, ring, 2);
  actor.clients[0]?.increment();
  await setTimeout(400);
  actor.clients[1]?.increment();
  // One that spins burns all of it.
  expect(await actor.dismiss()).toBeLessThan(200);
});

test('an owner that is stopped before it was asked ends too', async () => {
  const actor = employ(url, ring, 2);
  await actor.dismiss();
  expect(actor.handle.value()).toBe(0);
});
