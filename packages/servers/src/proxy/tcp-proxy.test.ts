import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { TcpProxy } from './tcp-proxy.ts';

/** ms that a test waits to see that something does not happen. */
const NOTHING_MS = 300;

const opened: { close(): unknown }[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const each of opened.splice(0)) await each.close();
});

/** What a server has heard, and from how many. */
interface Heard {
  readonly port: number;
  text: string;
  readonly sockets: Socket[];
}

/** A server that answers each chunk with what `answer` makes of it. */
async function serving(answer: (chunk: Buffer, socket: Socket) => void): Promise<Heard> {
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    heard.sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      heard.text += chunk.toString('latin1');
      answer(chunk, socket);
    });
  });
  const heard: Heard = { port: 0, text: '', sockets: [] };
  await once(server.listen({ host: '127.0.0.1', port: 0 }), 'listening');
  opened.push(server);
  return Object.assign(heard, { port: (server.address() as AddressInfo).port });
}

const echo = () => serving((chunk, socket) => void socket.write(chunk));

async function proxied(port: number, delayMs = 0): Promise<TcpProxy> {
  const proxy = await TcpProxy.listen({ host: '127.0.0.1', port }, { delayMs });
  opened.push(proxy);
  return proxy;
}

/** A client that keeps what it hears. */
class Client {
  heard = '';
  closed = false;
  readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port });
    sockets.push(this.socket);
    this.socket.on('data', (chunk: Buffer) => {
      this.heard += chunk.toString('latin1');
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
    });
  }

  async ask(text: string): Promise<void> {
    const expected = this.heard + text;
    this.socket.write(text);
    await expect.poll(() => this.heard, { interval: 1 }).toBe(expected);
  }
}

test('passes bytes on as they are, in both directions', async () => {
  const { port } = await echo();
  const bytes = randomBytes(8 << 20);
  const socket = connect({ host: '127.0.0.1', port: (await proxied(port)).port });
  sockets.push(socket);
  socket.end(bytes);
  const back = createHash('sha256');
  for await (const chunk of socket) back.update(chunk);
  expect(back.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('an end that is closed for writing still hears the rest', async () => {
  const { port } = await serving(() => {});
  const socket = connect({ host: '127.0.0.1', port: (await proxied(port, 1)).port });
  sockets.push(socket);
  socket.end('last words');
  socket.resume();
  await once(socket, 'close');
});

test.each([0, 1])(
  'a client that reads nothing makes the server wait, and fills no memory (%i ms away)',
  async (delayMs) => {
    const flood = Buffer.alloc(1 << 20);
    /** Kernels buffer some MiB at each of the four ends. */
    const most = 64 * flood.length;
    let written = 0;
    const { port } = await serving((_, socket) => {
      const more = () => {
        do written += flood.length;
        while (socket.write(flood));
      };
      socket.on('drain', more);
      more();
    });
    const socket = connect({ host: '127.0.0.1', port: (await proxied(port, delayMs)).port });
    sockets.push(socket);
    socket.pause();
    socket.write('begin');
    let before = -1;
    while ((before !== written || written === 0) && written <= most) {
      before = written;
      await delay(NOTHING_MS);
    }
    expect(written).toBeLessThanOrEqual(most);
    socket.resume();
    await expect.poll(() => written).toBeGreaterThan(2 * most);
  },
);

test('adds its delay to each way, and keeps the order', async () => {
  const { port } = await echo();
  for (const delayMs of [0, 1, 5, 30]) {
    const client = new Client((await proxied(port, delayMs)).port);
    await client.ask('a');
    const begin = performance.now();
    await client.ask('b');
    expect(performance.now() - begin).toBeGreaterThanOrEqual(2 * delayMs);
    for (let i = 0; i < 50; i++) client.socket.write(`${i} `);
    await expect.poll(() => client.heard).toBe(`ab${Array.from({ length: 50 }, (_, i) => `${i} `).join('')}`);
  }
});

test('a delay that becomes shorter lets nothing overtake what is under way', async () => {
  const server = await serving(() => {});
  const proxy = await proxied(server.port, 200);
  const client = new Client(proxy.port);
  client.socket.write('first ');
  await once(client.socket, 'connect');
  await delay(50);
  proxy.delayMs = 0;
  client.socket.write('second');
  await expect.poll(() => server.text).toBe('first second');
});

test('counts a round trip each time that a client speaks after its server', async () => {
  const { port } = await echo();
  const proxy = await proxied(port);
  const clients = [new Client(proxy.port), new Client(proxy.port)];
  for (const client of clients) for (let i = 0; i < 5; i++) await client.ask('x');
  expect(proxy.roundTrips).toBe(10);
  // Two requests that are sent before the first is answered are one round trip.
  const quiet = await proxied((await serving(() => {})).port);
  const client = new Client(quiet.port);
  client.socket.write('one');
  await once(client.socket, 'connect');
  await delay(NOTHING_MS);
  client.socket.write('two');
  await delay(NOTHING_MS);
  expect(quiet.roundTrips).toBe(1);
});

test.each([0, 5])('loses an answer: the server has heard, and both are cut (%i ms away)', async (delayMs) => {
  const server = await echo();
  const proxy = await proxied(server.port, delayMs);
  const client = new Client(proxy.port);
  await client.ask('counted ');
  const other = new Client(proxy.port);
  await other.ask('too ');
  const dropped = proxy.dropNextReply();
  client.socket.write('unknown ');
  await dropped;
  await expect.poll(() => client.closed).toBe(true);
  expect(client.heard).toBe('counted ');
  expect(server.text).toBe('counted too unknown ');
  await expect.poll(() => server.sockets[0]?.destroyed).toBe(true);
  // Nobody else is, and it happens once.
  await other.ask('again');
  await new Client(proxy.port).ask('new');
});

test('lets nothing through while it is partitioned, and everything afterwards, on the same connections', async () => {
  const server = await echo();
  for (const delayMs of [0, 2]) {
    const proxy = await proxied(server.port, delayMs);
    const client = new Client(proxy.port);
    await client.ask('before ');
    const heard = server.text;
    const begin = performance.now();
    const over = proxy.partition(NOTHING_MS);
    client.socket.write('during ');
    const late = new Client(proxy.port);
    late.socket.write('late ');
    server.sockets.at(-1)?.write('told ');
    await delay(NOTHING_MS / 2);
    if (performance.now() - begin < NOTHING_MS) {
      expect(server.text).toBe(heard);
      expect([client.heard, late.heard]).toEqual(['before ', '']);
    }
    await over;
    await expect.poll(() => client.heard).toMatch(/^before (told during |during told )$/);
    await expect.poll(() => late.heard).toBe('late ');
    expect([client.closed, late.closed]).toEqual([false, false]);
  }
});

test('two partitions end with the later one', async () => {
  const proxy = await proxied((await echo()).port);
  const client = new Client(proxy.port);
  await client.ask('a');
  let over = false;
  const long = proxy.partition(4 * NOTHING_MS).then(() => {
    over = true;
  });
  await proxy.partition(1);
  client.socket.write('b');
  await delay(NOTHING_MS);
  if (!over) expect(client.heard).toBe('a');
  await long;
  await expect.poll(() => client.heard).toBe('ab');
});

test('new connections go where its upstream has moved, and old ones stay', async () => {
  const [first, second] = [await echo(), await echo()];
  const proxy = await proxied(first.port);
  const old = new Client(proxy.port);
  await old.ask('old ');
  proxy.upstream = { host: '127.0.0.1', port: second.port };
  await new Client(proxy.port).ask('new ');
  await old.ask('old ');
  expect([first.text, second.text]).toEqual(['old old ', 'new ']);
});

test('whoever connects while the server is gone is cut', async () => {
  const proxy = await proxied(1);
  const client = new Client(proxy.port);
  await expect.poll(() => client.closed).toBe(true);
});

test('once closed it has no connections and listens no longer, even amid a partition', async () => {
  const server = await echo();
  const proxy = await proxied(server.port, 1);
  const client = new Client(proxy.port);
  await client.ask('a');
  const over = proxy.partition(1_000_000);
  client.socket.write('b');
  await proxy.close();
  await over;
  await expect.poll(() => [client.closed, server.sockets[0]?.destroyed]).toEqual([true, true]);
  const refused = new Client(proxy.port);
  await expect.poll(() => refused.closed).toBe(true);
});
