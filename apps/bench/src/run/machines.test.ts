import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContendRecord, readRecord } from '@contend/record';
import { find, type Server, start as startServer } from '@contend/servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allGone, contend as launched, marked, start } from '../fixtures/contend.ts';
import { contend } from '../fixtures/in-process.ts';

const { absent } = find('redis');
const SHORT = ['--worlds', 'machines', '--profile', 'quick', '--forks', '1', '--machines', '2'];
const folder = mkdtempSync(join(tmpdir(), 'contend-machines-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a Redis answers a command, as it sends it. */
function answerOf(url: string, command: string): Promise<string> {
  const { port, password } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
    socket.end(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`);
  });
}

describe.skipIf(absent !== undefined)(absent ?? 'contenders that meet at a server', () => {
  it('are measured and judged at a private one, of which nothing is left', async () => {
    const own = mkdtempSync(join(folder, 'private-'));
    const args = ['run', ...SHORT, '--strategies', 'redis/incr,redis/set-nx,unlocked/redis', '--json'];
    const { status, stdout, stderr } = await launched(args, { env: { TMPDIR: own } });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain('servers: private ones of redis on this machine, for this run');
    const record: ContendRecord = JSON.parse(stdout);
    expect(record.engines).toMatchObject([{ name: 'redis', madeHow: 'loopback', roundTripNs: expect.any(Number) }]);
    const [incr, setNx, unlocked] = ['redis/incr', 'redis/set-nx', 'unlocked/redis'].map((id) =>
      record.cells.find(({ strategy }) => strategy === id),
    );
    expect(incr).toMatchObject({ verdict: 'exact', engine: 'redis', refused: 0, unknown: 0, wait: null });
    expect(incr?.latency?.p50).toBeGreaterThan(0);
    expect(incr?.audit?.roundTrips).toBeCloseTo(1, 1);
    expect(setNx).toMatchObject({ verdict: 'exact' });
    // To take the lock, to read, to write and to release it; and once more whenever somebody else has it.
    expect(setNx?.audit?.roundTrips).toBeGreaterThan(3.9);
    expect(unlocked).toMatchObject({ verdict: 'lost-updates', promised: false });
    expect(readdirSync(own)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('leave neither processes nor folders after %s', async (signal) => {
    const own = mkdtempSync(join(folder, 'killed-'));
    const value = `${process.pid}-${performance.now()}`;
    const mark = `CONTEND_TEST_MARK=${value}`;
    const args = ['run', ...SHORT, '--strategies', 'redis/incr', '--forks', '1000', '--json'];
    const running = start(args, { env: { TMPDIR: own, CONTEND_TEST_MARK: value } });
    await expect.poll(() => readdirSync(own).filter((name) => name.startsWith('contend-cell-'))).not.toEqual([]);
    expect(marked(mark)).not.toEqual([]);
    running.kill(signal);
    expect((await running.ended).status).toBe(signal === 'SIGINT' ? 130 : null);
    await allGone(mark);
    const servers = () => readdirSync(own).filter((name) => name.startsWith('contend-redis-'));
    await expect.poll(servers).toEqual([]);
  });

  it('have their distance from it lengthened, and several increments under way, as workloads say', async () => {
    const args = ['run', ...SHORT, '--strategies', 'redis/incr,redis/set-nx', '--json'];
    const { stdout } = await contend([...args, '--workloads', 'pipelined,distance-5ms']);
    const { cells, plan }: ContendRecord = JSON.parse(stdout);
    expect(cells.map(({ strategy, workload, verdict }) => [strategy, workload, verdict]).sort()).toEqual([
      ['redis/incr', 'distance-5ms', 'exact'],
      ['redis/incr', 'pipelined', 'exact'],
      // A lock's holder has one increment under way.
      ['redis/set-nx', 'distance-5ms', 'exact'],
    ]);
    expect(plan.workloads).toMatchObject([{ inFlight: 16 }, { distanceMs: 5 }]);
    for (const { workload, latency } of cells)
      if (workload === 'distance-5ms') expect(latency?.p50).toBeGreaterThan(5e6);
  });

  describe('the user’s own', () => {
    let server: Server;
    beforeAll(async () => {
      server = await startServer('redis');
    });
    afterAll(() => server.end());
    const mine = () => ['run', ...SHORT, '--strategies', 'redis/incr', '--redis', server.url];

    it('is left as it was, and its address and password are nowhere', async () => {
      await answerOf(server.url, 'SET precious 1');
      const out = mkdtempSync(join(folder, 'given-'));
      const { status, stdout, stderr } = await contend([...mine(), '--faults', '--out', out]);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(await answerOf(server.url, 'KEYS *')).toMatch(/\*1\r\n\$8\r\nprecious/);
      const { password, port } = new URL(server.url);
      const [machine] = readdirSync(out) as [string];
      const name = readdirSync(join(out, machine)).find((each) => each.endsWith('.json')) as string;
      const { record } = readRecord(join(out, machine, name));
      for (const text of [stdout, stderr, JSON.stringify(record)]) {
        expect(text).not.toContain(password);
        expect(text).not.toContain(port);
      }
      expect(record.engines).toMatchObject([{ name: 'redis', madeHow: 'given' }]);
      expect(record.plan.argv).toContain('URL');
      expect(record.cells[0]?.reproduce).toContain('--redis URL');
      // Its server is not contend's to kill.
      expect(record.faults?.map(({ fault }) => fault)).toEqual(['kill', 'stall', 'drop', 'partition']);
    });

    it('that cannot be used is an error of one line', async () => {
      const wrong = new URL(server.url);
      wrong.password = 'planted-secret';
      const nobody = new URL(server.url);
      nobody.port = '1';
      for (const [url, says] of [
        [wrong.href, /password/],
        [nobody.href, /127\.0\.0\.1:1/],
        ['https://127.0.0.1', /redis/],
      ] as const) {
        const args = ['run', ...SHORT, '--strategies', 'redis/incr', '--redis', url];
        const { status, stderr } = await contend(args);
        const [last] = stderr.trim().split('\n').slice(-1) as [string];
        expect(last).toMatch(/^contend: /);
        expect(last).toMatch(says);
        expect(stderr).not.toContain('planted-secret');
        expect(status).toBe(2);
      }
    });

    it('that is gone in the middle leaves its cells without a result, and the rest goes on', async () => {
      const shortLived = await startServer('redis');
      const out = mkdtempSync(join(folder, 'gone-'));
      const args = ['run', ...SHORT, '--redis', shortLived.url, '--worlds', 'machines,processes'];
      const running = start([...args, '--strategies', 'redis/incr,sqlite/update', '--forks', '3', '--out', out]);
      // The rounds of a cell have begun; its server was tried before.
      const keys = () => answerOf(shortLived.url, 'KEYS contend_*_1:*');
      await expect.poll(keys).toMatch(/\*[1-9]/);
      await shortLived.end();
      const { status, stderr } = await running.ended;
      expect(stderr).not.toContain(new URL(shortLived.url).password);
      expect(stderr).toMatch(/broke its promise: redis\/incr/);
      expect(status).toBe(1);
      const [machine] = readdirSync(out) as [string];
      const name = readdirSync(join(out, machine)).find((each) => each.endsWith('.json')) as string;
      const { cells } = readRecord(join(out, machine, name)).record;
      expect(cells.find(({ strategy }) => strategy === 'sqlite/update')).toMatchObject({ verdict: 'exact' });
      expect(['rejected', 'crashed']).toContain(cells.find(({ strategy }) => strategy === 'redis/incr')?.verdict);
    });
  });
});

it('what needs a server that is not there is left out, with the line that installs it', async () => {
  const plugin = join(folder, 'needs-nats.mjs');
  const about = "title: 'x', summary: 'x', source: 'x', waits: 'none', order: 'none', words: 0, guest: false";
  writeFileSync(
    plugin,
    `export default { kind: 'store', id: 'mine/nats', ${about}, runsIn: ['machines'], promises: [], needs: 'nats', make() {} };`,
  );
  const args = ['run', ...SHORT, '--plugin', plugin, '--strategies', 'mine/nats', '--dry-run'];
  const { status, stdout, stderr } = await launched(args, { env: { PATH: join(folder, 'nothing-here') } });
  // Where Debian's packages put it is looked at, too.
  if (find('nats').absent === undefined) expect({ status, stdout }).toMatchObject({ status: 0 });
  else {
    expect(stderr).toContain('apt-get install nats-server');
    expect(status).toBe(3);
  }
});
