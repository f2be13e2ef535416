import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Paced } from './paced.ts';
import { Tally } from './tally.ts';

const MS = 1e6;

async function serving(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

const AT_100 = { connections: 1, rate: 100, faults: false, ownCore: false };

it('counts a latency from when a request was due: those behind a slow one are slow, too', async () => {
  // What it answers: the first after half a second, 59 more at once, and nobody afterwards.
  const ANSWERS = 60;
  let asked = 0;
  const first = Promise.withResolvers<ServerResponse>();
  const { port } = await serving((request, response) => {
    asked++;
    if (asked === 1) first.resolve(response);
    else if (asked <= ANSWERS) response.end('1');
    else request.socket.destroy();
  });
  const tally = new Tally();
  const sending = new Paced({ ...AT_100, port }, tally);
  const held = await first.promise;
  await sleep(500);
  held.end('1');
  await expect.poll(() => tally.answered).toBe(ANSWERS);
  await sending.stop();
  // Two thirds were due more than 100 ms before they could be sent. From when they were sent, all but one took no time.
  expect(tally.latency?.p50).toBeGreaterThan(100 * MS);
  expect(tally.latency?.max).toBeGreaterThan(450 * MS);
});

it('shows what could not be sent: due, and not sent', async () => {
  const { server, port } = await serving(() => {});
  const tally = new Tally();
  const sending = new Paced({ ...AT_100, connections: 2, port }, tally);
  await expect.poll(() => tally.sent).toBe(2);
  expect(sending.due(1_000)).toBe(101);
  await sleep(100);
  expect(tally.sent).toBe(2);
  const stopped = sending.stop();
  server.closeAllConnections();
  await stopped;
  expect(tally).toMatchObject({ sent: 2, answered: 0, refused: 0, latency: null });
});

it.each([true, false])(
  'sends as many as are due where they can be, and no more (a core of its own: %s)',
  async (ownCore) => {
    let asked = 0;
    const { port } = await serving((_, response) => {
      asked++;
      response.end('1');
    });
    const tally = new Tally();
    const began = performance.now();
    const sending = new Paced({ port, connections: 4, rate: 200, faults: false, ownCore }, tally);
    await sleep(300);
    const ms = performance.now() - began;
    const { sent } = tally;
    await sending.stop();
    expect(sent).toBeLessThanOrEqual(Math.floor(ms / 5) + 1);
    expect(tally).toMatchObject({ sent: asked, answered: asked });
  },
);

it('tells what surely did not count from what may have', async () => {
  let asked = 0;
  const { server, port } = await serving((request, response) => {
    const statuses = [200, 503, 500];
    const status = statuses[asked++];
    if (status === undefined) request.socket.destroy();
    else response.writeHead(status).end();
  });
  const tally = new Tally();
  const sending = new Paced({ ...AT_100, port }, tally);
  await expect.poll(() => asked).toBeGreaterThan(4);
  server.closeAllConnections();
  server.close();
  const before = tally.refused;
  expect(before).toBe(1);
  // Nobody takes the connection any more.
  await expect.poll(() => tally.refused).toBeGreaterThan(before);
  await sending.stop();
  expect(tally.answered).toBe(1);
  expect(tally.sent - tally.answered - tally.refused).toBeGreaterThanOrEqual(3);
});

it('without a rate asks as soon as a connection is free, and goes on when one is cut', async () => {
  let asked = 0;
  const { port } = await serving((request, response) => {
    asked++;
    if (asked % 10 === 0) request.socket.destroy();
    else response.end('1');
  });
  const tally = new Tally();
  const sending = new Paced({ port, connections: 4, rate: null, faults: true, ownCore: false }, tally);
  await expect.poll(() => tally.answered).toBeGreaterThan(200);
  await sending.stop();
  expect(sending.due(1_000)).toBeNull();
  expect(tally.sent).toBe(asked);
  expect(tally.sent - tally.answered).toBe(Math.floor(asked / 10));
});
