import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { Load } from './load.ts';

let hits: number;
let port: number;
beforeEach(async () => {
  hits = 0;
  const server = createServer((request, response) => {
    if (request.url === '/hit') hits++;
    response.end(`${hits}\n`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  ({ port } = server.address() as AddressInfo);
});

const { signal } = new AbortController();

it.each([
  ['a closed loop', { rate: null, faults: false }],
  ['a closed loop that may be cut', { rate: null, faults: true }],
  ['a fixed rate', { rate: 300, faults: false }],
])('in %s every request is answered and counted, and none that warmed up is', async (_, how) => {
  const load = await Load.start({ port, connections: 4, ...how }, null, signal);
  onTestFinished(() => load.end());
  expect(await load.began()).toBe(true);
  await expect.poll(() => hits).toBeGreaterThan(100);
  const result = await load.stop();
  expect(result).toMatchObject({ sent: hits, answered: hits, refused: 0 });
  expect(result.hitsPerSecond).toBeGreaterThan(0);
  if (how.rate === null) expect(result.due).toBeNull();
  else expect(result.due).toBeGreaterThanOrEqual(result.sent);
});

it('tells how long it did nothing, and has that in its latencies', async () => {
  const load = await Load.start({ port, connections: 1, rate: 100, faults: false }, null, signal);
  onTestFinished(() => load.end());
  await load.began();
  await expect.poll(() => hits).toBeGreaterThan(5);
  process.kill(load.pid as number, 'SIGSTOP');
  await sleep(400);
  process.kill(load.pid as number, 'SIGCONT');
  await expect.poll(() => hits).toBeGreaterThan(40);
  const { lateMs, latency } = await load.stop();
  expect(lateMs).toBeGreaterThan(300);
  expect(latency?.max).toBeGreaterThan(300e6);
});

it('ends at once when it is aborted', async () => {
  const aborting = new AbortController();
  const load = await Load.start({ port, connections: 1, rate: null, faults: false }, null, aborting.signal);
  onTestFinished(() => load.end());
  await load.began();
  const stopping = load.stop();
  aborting.abort(new Error('enough'));
  await expect(stopping).rejects.toThrow('enough');
});
