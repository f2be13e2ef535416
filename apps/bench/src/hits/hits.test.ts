import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HITS, type Hits, readDocument } from '@contend/documents';
import { find, type Server, start as startServer } from '@contend/servers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { allGone, marked, start } from '../fixtures/contend.ts';
import { contend } from '../fixtures/in-process.ts';
import { FAULTS } from './fault.ts';

const folder = mkdtempSync(join(tmpdir(), 'contend-hits-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SHORT = ['--seconds', '0.3', '--connections', '8', '--workers', '2'];
const hits = (strategies: string, ...more: string[]) =>
  contend(['hits', ...SHORT, '--strategies', strategies, ...more]);

function documentIn(out: string): Hits {
  const [machine] = readdirSync(out) as [string];
  return readDocument(join(out, machine, HITS.file), HITS);
}

/** By counter: what became of its count, under each load. */
function verdicts({ trials }: Hits): Record<string, string[]> {
  const byCounter = Map.groupBy(trials, ({ strategy }) => strategy);
  return Object.fromEntries([...byCounter].map(([name, each]) => [name, each.map(({ verdict }) => verdict)]));
}

function plugin(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const DOUBLE = `import { createServer } from 'node:http';
/** Forgets every other hit. */
export default {
  name: 'every-other', title: 'Every other', promises: true,
  worker({ directory }) {
    const file = directory + '/hits';
    return createServer((request, response) => {
      if (request.url === '/hit' && Math.random() < 0.5) appendFileSync(file, '.');
      response.end(String(existsSync(file) ? statSync(file).size : 0));
    });
  },
};
import { appendFileSync, existsSync, statSync } from 'node:fs';
`;

describe('contend hits', () => {
  it('says beforehand what it is going to do', async () => {
    const { status, stdout, stderr } = await hits('file,owner', '--dry-run', '--faults', '--rate', '50');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^contend hits: 2 counters, 2 workers, 8 connections, about \d+ s\n/);
    expect(stdout).toContain('then the same rate for all for 0.3 s: 50 a second');
    expect(stdout).toContain('faults: kill, stall, rolling-restart');
    const json = JSON.parse((await hits('file,none', '--dry-run', '--json')).stdout);
    expect(json).toMatchObject({ workers: 2, rate: null, faults: [], repeats: 1 });
    expect(json.counters.map(({ strategy }: { strategy: string }) => strategy)).toEqual(['none', 'file']);
  });

  it('writes what it measured, and sums it up; what promises nothing may lose', async () => {
    const out = mkdtempSync(join(folder, 'out-'));
    const { status, stdout, stderr } = await hits('none,file', '--out', out, '--repeats', '2');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const document = documentIn(out);
    expect(document).toMatchObject({ partial: false, workers: 2, connections: 8, seconds: 0.3, engines: [] });
    expect(verdicts(document)).toEqual({ none: Array(4).fill('lost-updates'), file: Array(4).fill('exact') });
    expect(document.trials.map(({ strategy, load, repeat }) => `${strategy} ${load} ${repeat}`)).toEqual([
      ...['none closed 0', 'file closed 0', 'file closed 1', 'none closed 1'],
      ...['none rate 0', 'file rate 0', 'file rate 1', 'none rate 1'],
    ]);
    expect(document.rate).toBeGreaterThan(0);
    for (const { load, due, sent } of document.trials) if (load === 'rate') expect(due).toBeGreaterThanOrEqual(sent);
    const [none, file] = document.counters;
    expect(none).toMatchObject({ strategy: 'none', promised: false, engine: null, plugin: null });
    expect(file?.code).toContain("writeSync(file, '.')");
    expect(stdout).toMatch(/^file +closed loop .* 0$/m);
    expect(stdout).toMatch(/^none +fixed rate .*\(100 %\)$/m);
    expect(stderr).toMatch(/record +.*hits\.json\n/);
  });

  it.skipIf(process.platform !== 'linux' || availableParallelism() < 2)(
    'parts whoever asks from the workers where there are more cores than those',
    async () => {
      const { status, stdout } = await hits('file', '--workers', '1', '--faults', '--json');
      const document: Hits = JSON.parse(stdout);
      expect(document).toMatchObject({ apart: true, workers: 1 });
      expect(document.trials.map(({ fault }) => fault)).toEqual([null, null, ...FAULTS]);
      for (const { verdict } of document.trials) expect(['exact', 'within']).toContain(verdict);
      expect(status).toBe(0);
      const crowded: Hits = JSON.parse((await hits('file', '--workers', '64', '--dry-run', '--json')).stdout);
      expect(crowded.apart).toBe(false);
    },
  );

  it('ends with 1 when a counter that promises loses, and says which', async () => {
    const file = plugin('every-other.mjs', DOUBLE);
    const { status, stdout, stderr } = await hits('every-other', '--plugin', file, '--json');
    expect(status).toBe(1);
    expect(stderr).toMatch(/broke its promise: every-other, closed: lost-updates, \d+ answered, \d+ counted/);
    const document: Hits = JSON.parse(stdout);
    expect(document.counters).toMatchObject([{ strategy: 'every-other', plugin: 'every-other.mjs', code: DOUBLE }]);
    expect(JSON.stringify(document)).not.toContain(folder);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'leaves neither processes nor folders after %s in mid-fault',
    async (name) => {
      const own = mkdtempSync(join(folder, 'killed-'));
      const out = mkdtempSync(join(folder, 'partial-'));
      const value = `${process.pid}-${performance.now()}`;
      const mark = `CONTEND_TEST_MARK=${value}`;
      const args = ['hits', ...SHORT, '--strategies', 'file', '--repeats', '2', '--faults', '--out', out];
      const running = start(args, { env: { TMPDIR: own, CONTEND_TEST_MARK: value } });
      await expect.poll(() => marked(mark).some(isStopped)).toBe(true);
      running.kill(name);
      const { status } = await running.ended;
      expect(status).toBe(name === 'SIGINT' ? 130 : null);
      await allGone(mark);
      await expect.poll(() => readdirSync(own)).toEqual([]);
      if (name === 'SIGINT') expect(documentIn(out)).toMatchObject({ partial: true });
    },
  );
});

function isStopped(pid: string): boolean {
  try {
    return /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const needs = (['redis', 'postgres'] as const).map((engine) => find(engine).absent).find((each) => each !== undefined);

describe.skipIf(needs !== undefined)(needs ?? 'counters at a server', () => {
  it.each([
    ['redis', 'redis-incr', 'redis-get-set'],
    ['postgres', 'postgres-update', 'postgres-read-write'],
  ])(
    'count exactly where they are right, whatever happens to workers, and lose where not (%s)',
    async (engine, right, wrong) => {
      const { status, stdout, stderr } = await hits(`${right},${wrong}`, '--faults', '--json');
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const document: Hits = JSON.parse(stdout);
      expect(document.engines).toMatchObject([{ name: engine, madeHow: 'loopback' }]);
      const all = verdicts(document);
      expect(all[right]).toHaveLength(2 + FAULTS.length);
      for (const verdict of all[right] ?? []) expect(['exact', 'within']).toContain(verdict);
      expect(all[wrong]).toContain('lost-updates');
    },
  );

  it('under a lock that expires are right as long as nobody stops', async () => {
    const attempt = async () => verdicts(JSON.parse((await hits('set-nx-lock', '--json')).stdout))['set-nx-lock'];
    // A busy machine may stop it for longer than the lock lives.
    await expect.poll(attempt).toEqual(['exact', 'exact']);
  });
});

describe.skipIf(find('redis').absent !== undefined)('a Redis of the user’s', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer('redis');
  });
  afterAll(() => server.end());

  it('is left as it was, and its address and password are nowhere', async () => {
    await answerOf(server.url, 'SET precious 1');
    const { status, stdout, stderr } = await hits('redis-incr', '--redis', server.url, '--json');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(await answerOf(server.url, 'KEYS *')).toMatch(/\*1\r\n\$8\r\nprecious/);
    const { password, port } = new URL(server.url);
    for (const text of [stdout, stderr]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(`:${port}`);
    }
    const document: Hits = JSON.parse(stdout);
    expect(document).toMatchObject({ engines: [{ name: 'redis', madeHow: 'given' }] });
    expect(document.argv).toContain('URL');
  });

  it('that cannot be used is an error of one line', async () => {
    const wrong = new URL(server.url);
    wrong.password = 'planted-secret';
    for (const [url, says] of [
      [wrong.href, /password/],
      ['redis://127.0.0.1:1', /127\.0\.0\.1:1/],
      ['https://127.0.0.1', /redis/],
    ] as const) {
      const { status, stderr } = await hits('redis-incr', '--redis', url);
      const last = stderr.trim().split('\n').at(-1);
      expect(last).toMatch(/^contend: /);
      expect(last).toMatch(says);
      expect(stderr).not.toContain('planted-secret');
      expect(status).toBe(2);
    }
  });
});

describe.skipIf(find('postgres').absent !== undefined)('a PostgreSQL of the user’s', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer('postgres');
  });
  afterAll(() => server.end());

  it('is left as it was, and its address and password are nowhere', async () => {
    const client = new pg.Client(server.url);
    await client.connect();
    onTestFinished(() => client.end());
    const schemas = async () => (await client.query('SELECT nspname FROM pg_namespace ORDER BY 1')).rows;
    const before = await schemas();
    const { status, stdout, stderr } = await hits('postgres-update', '--postgres', server.url, '--json');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(await schemas()).toEqual(before);
    const { password, port } = new URL(server.url);
    for (const text of [stdout, stderr]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(`:${port}`);
    }
    expect(JSON.parse(stdout)).toMatchObject({ engines: [{ name: 'postgres', madeHow: 'given' }] });
  });
});

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
