import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ContendRecord } from '@contend/record';
import { Board, boardsAt, find, roundTripNs, type Server, start as startServer } from '@contend/servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, start } from '../fixtures/contend.ts';
import { contend } from '../fixtures/in-process.ts';
import { Namespaces, whyNoNamespaces } from '../fixtures/namespaces.ts';

const { absent } = find('redis');
const PLUGIN = fileURLToPath(new URL('../fixtures/counting-plugin.ts', import.meta.url));
const RUN = ['run', '--worlds', 'machines', '--profile', 'quick', '--machines', '1', '--json'];

async function endedWell(running: Running): Promise<ContendRecord> {
  const { status, stdout, stderr } = await running.ended;
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return JSON.parse(stdout);
}

/** Waits for a run at a server, so that who joins next is not the first there. */
async function seats(url: string, howMany: number): Promise<void> {
  const place = { engine: 'redis', url } as const;
  await expect
    .poll(async () => {
      const [name] = await boardsAt(place);
      if (name === undefined) return 0;
      const board = new Board(place, name);
      try {
        return (await board.list('seat/')).size;
      } finally {
        await board.close();
      }
    })
    .toBe(howMany);
}

describe.skipIf(absent !== undefined)(absent ?? 'hosts that meet at a server', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = await startServer('redis');
    url = server.url;
  });
  afterAll(() => server.end());

  const nothingIsLeft = async () => {
    expect(await boardsAt({ engine: 'redis', url })).toEqual([]);
  };

  it('make one record, of each and of all together', async () => {
    const run = start([
      ...RUN,
      '--strategies',
      'redis/incr,redis/set-nx',
      '--forks',
      '1',
      '--redis',
      url,
      '--hosts',
      '3',
    ]);
    const guests = [start(['join', url]), start(['join', url])];
    const record = await endedWell(run);
    for (const guest of guests) expect(await guest.ended).toMatchObject({ status: 0 });
    expect(record.hosts.map(({ seat, state }) => [seat, state])).toEqual([
      [0, 'present'],
      [1, 'present'],
      [2, 'present'],
    ]);
    expect(record.hosts.map(({ sharesKernel }) => sharesKernel)).toEqual(
      process.platform === 'linux' ? [null, true, true] : [null, null, null],
    );
    expect(record.cells).toHaveLength(2);
    for (const cell of record.cells) {
      expect(cell).toMatchObject({ verdict: 'exact', contenders: 3, hosts: [0, 1, 2] });
      expect(cell.audit).toMatchObject({ duplicates: 0, gaps: 0 });
      for (const { rounds } of cell.forks) for (const { increments } of rounds) expect(increments).toHaveLength(3);
      expect(cell.reproduce).toContain('--machines 1 --hosts 3');
    }
    const { password, port } = new URL(url);
    for (const secret of [password, port]) expect(JSON.stringify(record)).not.toContain(secret);
    await nothingIsLeft();
  });

  it('of which one is not alike or late are named, and the rest counts', async () => {
    const strategies = ['--strategies', 'counting/store', '--plugin', PLUGIN];
    const run = start([...RUN, ...strategies, '--forks', '4', '--redis', url, '--hosts', '2']);
    const other = await start(['join', url]).ended;
    expect(other.status).toBe(3);
    expect(other.stderr).toMatch(
      /the run does not take this host: it has no counting\/store: give it the same plug-ins\n$/,
    );
    const [name = ''] = await boardsAt({ engine: 'redis', url });
    const board = new Board({ engine: 'redis', url }, name);
    await board.put('host/stranger', '{');
    await board.close();
    const guest = start(['join', url, '--plugin', PLUGIN]);
    await seats(url, 3);
    const late = await start(['join', url, '--plugin', PLUGIN]).ended;
    expect(late).toMatchObject({ status: 3, stderr: expect.stringContaining('it came when the others had begun') });
    const record = await endedWell(run);
    expect(await guest.ended).toMatchObject({ status: 0 });
    expect(record.hosts.map(({ seat, state }) => [seat, state])).toEqual([
      [0, 'present'],
      [null, 'refused'],
      [1, 'present'],
      [null, 'late'],
    ]);
    await nothingIsLeft();
  });

  it('of which one dies in the middle are named, and the others go on without it', async () => {
    const run = start([...RUN, '--strategies', 'redis/incr', '--forks', '2', '--redis', url, '--hosts', '2']);
    const guest = start(['join', url]);
    await seats(url, 1);
    await delay(2_000);
    guest.kill('SIGKILL');
    const record = await endedWell(run);
    expect(record.hosts.at(-1)).toMatchObject({
      seat: 1,
      state: 'gone',
      reason: expect.stringMatching(/not answered/),
    });
    const alone = record.cells.find(({ contenders }) => contenders === 1);
    expect(alone).toMatchObject({ verdict: 'exact', hosts: [0] });
    expect(alone?.forks).toHaveLength(2);
    await nothingIsLeft();
  });

  it('cannot meet where nobody can reach them, or nobody has begun', async () => {
    for (const [args, says] of [
      [['run', '--hosts', '2'], '--worlds machines'],
      [['run', '--worlds', 'machines', '--hosts', '2'], '--redis URL or --postgres URL'],
      [['run', '--worlds', 'machines', '--hosts', '1', '--redis', url], 'from 2 to'],
      [['run', '--worlds', 'machines', '--hosts', '2', '--redis', url, '--faults'], 'leave out --hosts'],
      [['join', 'https://127.0.0.1'], 'begins with one of'],
      [['join', 'nats://127.0.0.1'], 'Redis or a PostgreSQL'],
    ] as const) {
      const { status, stderr } = await contend([...args]);
      expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
    const lonely = await start(['join', url, '--wait', '1']).ended;
    expect(lonely).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('no run expects hosts at the redis at'),
    });
    const wrong = new URL(url);
    wrong.password = 'planted-secret';
    const refused = await start(['join', wrong.href]).ended;
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('password') });
    expect(refused.stderr).not.toContain('planted');
  });
});

const noNamespaces = absent ?? whyNoNamespaces();

describe.skipIf(noNamespaces !== undefined)(noNamespaces ?? 'hosts with addresses of their own', () => {
  const PASSWORD = 'test';
  let hosts: Namespaces;
  let server: ChildProcess;
  let folder: string;
  let port: number;
  beforeAll(async () => {
    hosts = new Namespaces(2);
    folder = mkdtempSync(join(tmpdir(), 'contend-hosts-'));
    port = await freePort(hosts.address);
    const args = [
      '--bind',
      hosts.address,
      '--port',
      String(port),
      '--requirepass',
      PASSWORD,
      '--dir',
      folder,
      '--save',
      '',
    ];
    server = spawn('redis-server', args, { stdio: 'ignore' });
    const isUp = () =>
      roundTripNs({ engine: 'redis', url: there() }).then(
        () => true,
        () => false,
      );
    while (!(await isUp())) await delay(100);
  });
  afterAll(async () => {
    server.kill();
    await once(server, 'exit');
    hosts.remove();
    rmSync(folder, { recursive: true });
  });
  const there = () => `redis://:${PASSWORD}@${hosts.address}:${port}`;

  it('make one record, with one of them far away and one cut off for a second', async () => {
    const [ip, ...under] = hosts.on(2) as [string, ...string[]];
    const far = fileURLToPath(new URL('../fixtures/far.ts', import.meta.url));
    const proxy = spawn(ip, [...under, process.execPath, far, hosts.address, String(port), '5']);
    try {
      const [said] = await once(proxy.stdout.setEncoding('utf8'), 'data');
      const run = start([...RUN, '--strategies', 'redis/incr', '--forks', '3', '--redis', there(), '--hosts', '3']);
      const near = start(['join', there()], { under: hosts.on(1) });
      const distant = start(['join', `redis://:${PASSWORD}@127.0.0.1:${String(said).trim()}`], { under: hosts.on(2) });
      await seats(there(), 2);
      await delay(3_000);
      hosts.cut(1, true);
      await delay(1_000);
      hosts.cut(1, false);
      const record = await endedWell(run);
      expect(await near.ended).toMatchObject({ status: 0 });
      expect(await distant.ended).toMatchObject({ status: 0 });
      expect(record.hosts.map(({ state }) => state)).toEqual(['present', 'present', 'present']);
      expect(Math.max(...record.hosts.map((each) => each.roundTripNs))).toBeGreaterThan(5e6);
      for (const cell of record.cells) {
        expect(cell).toMatchObject({ contenders: 3, hosts: [0, 1, 2] });
        expect(['exact', 'within']).toContain(cell.verdict);
      }
    } finally {
      proxy.kill();
      await once(proxy, 'exit');
    }
  });
});

async function freePort(host: string): Promise<number> {
  const probe = createServer().listen({ host, port: 0 });
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
