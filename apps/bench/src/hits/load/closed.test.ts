import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { closedLoop } from './closed.ts';
import { Tally } from './tally.ts';

it('ends with an answer to each request, and knows what became of all', async () => {
  const asked = { 200: 0, 503: 0, 500: 0 };
  const server = createServer((_, response) => {
    const all = asked[200] + asked[503] + asked[500];
    const status = all % 20 === 7 ? 503 : all % 20 === 9 ? 500 : 200;
    asked[status]++;
    response.writeHead(status).end('1');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const tally = new Tally();
  const { port } = server.address() as AddressInfo;
  const sending = closedLoop({ port, connections: 5, rate: null, faults: false, ownCore: false }, tally);
  await expect.poll(() => tally.answered).toBeGreaterThan(500);
  await sending.stop();
  const { sent, answered, refused, latency } = tally;
  expect({ answered, refused, unknown: sent - answered - refused }).toEqual({
    answered: asked[200],
    refused: asked[503],
    unknown: asked[500],
  });
  expect(latency?.p50).toBeGreaterThan(0);
  // In ns: a whole number of ms would be a wonder.
  expect((latency?.p50 ?? 0) % 1e6).not.toBe(0);
});
