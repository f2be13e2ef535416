import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import { employ } from './employ.fixture.ts';
import port from './port.ts';

const url = new URL('./port.ts', import.meta.url);
await conformance(url);

test('the owner ends when it is stopped, its ports still open', async () => {
  const actor = employ(url, port, 3);
  for (let hit = 1; hit <= 30; hit++) expect(await actor.clients[hit % 3]?.increment()).toBe(hit);
  expect(actor.handle.value()).toBe(30);
  await actor.dismiss();
});

test('an owner that is stopped before it was asked ends too', async () => {
  const actor = employ(url, port, 2);
  await actor.dismiss();
  expect(actor.handle.value()).toBe(0);
});
