import { createServer, type Server as NetServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ENGINES, type EngineName } from './engine.ts';
import { engines } from './engines.ts';
import { find } from './find.ts';
import { names, put } from './fixtures/contents.ts';
import { listens, Traces } from './fixtures/traces.ts';
import { freshName } from './name.ts';
import { roundTripNs } from './round-trip.ts';
import type { Server } from './server.ts';
import { start } from './start.ts';
import { sweep } from './sweep.ts';

/** ms that a test waits to see that something does not happen. */
const NOTHING_MS = 300;

/** What a server tells of each durability that it can be started with. */
const TOLD: Readonly<Record<EngineName, Readonly<Record<string, object>>>> = {
  redis: {
    everysec: { appendonly: 'yes', appendfsync: 'everysec', save: '' },
    always: { appendonly: 'yes', appendfsync: 'always', save: '' },
    snapshots: { appendonly: 'no', appendfsync: 'everysec', save: '3600 1 300 100 60 10000' },
  },
  postgres: { on: { fsync: 'on', synchronous_commit: 'on' }, off: { fsync: 'on', synchronous_commit: 'off' } },
  etcd: { fsync: { members: '1' } },
  nats: { file: { storage: 'file', replicas: '1' } },
};

let traces: Traces;
beforeAll(() => {
  traces = new Traces();
  vi.stubEnv('TMPDIR', traces.folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  traces.remove();
});

async function occupied(port: number): Promise<NetServer> {
  const squatter = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => squatter.listen({ host: '127.0.0.1', port }, resolve));
  return squatter;
}

async function answersWithin(server: Server, ms: number): Promise<boolean> {
  return Promise.race([roundTripNs(server).then(() => true), delay(ms, false)]);
}

for (const engine of ENGINES) {
  const { absent } = find(engine);
  describe.skipIf(absent !== undefined)(absent ?? engine, () => {
    const { durabilities } = engines[engine];

    test.each(durabilities)(
      'is started (%s), tells what it is, and is ended with all that it had',
      async (durability) => {
        const server = await start(engine, { durability });
        expect(server).toMatchObject({ engine, madeHow: 'loopback', address: { host: '127.0.0.1' } });
        expect(server.version).toBe((find(engine) as { version: string }).version);
        expect(server.durability).toEqual(TOLD[engine][durability]);
        expect(await roundTripNs(server)).toBeGreaterThan(0);

        const processes = traces.processes();
        expect(processes.length).toBeGreaterThanOrEqual(2);
        expect(traces.folders()).toHaveLength(1);
        expect(await listens(server.address)).toBe(true);
        if (engine === 'postgres') expect(traces.segments(processes)).toHaveLength(1);
        await server.end();
        expect(traces.processes()).toEqual([]);
        expect(traces.folders()).toEqual([]);
        expect(traces.segments(processes)).toEqual([]);
        expect(await listens(server.address)).toBe(false);
        await server.end();
      },
    );

    test('lets nobody in without its password, which nobody sees who prints the server', async ({ skip }) => {
      await using server = await start(engine);
      const { password } = new URL(server.url);
      skip(password === '', 'it has none');
      const other = new URL(server.url);
      other.password = 'wrong';
      await expect(engines[engine].connect(other.href)).rejects.toThrow();
      const printed = inspect(server, { depth: null, getters: false }) + JSON.stringify(server);
      expect(printed).not.toContain(password);
    });

    test('that is killed comes back where it was, with what it had', async () => {
      await using server = await start(engine);
      const [name, { url }] = [freshName(), server];
      await put(server, name);
      await server.kill();
      expect(await listens(server.address)).toBe(false);
      await server.restart();
      expect(server.url).toBe(url);
      expect(await names(server)).toEqual([name]);
      await server.restart();
      expect(await names(server)).toEqual([name]);
    });

    test('that is killed and not restarted leaves nothing, either', async () => {
      const server = await start(engine);
      const processes = traces.processes();
      await server.kill();
      await server.end();
      expect([traces.processes(), traces.folders(), traces.segments(processes)]).toEqual([[], [], []]);
    });

    test('waits for its port while somebody else has it', async () => {
      await using server = await start(engine);
      await server.kill();
      const squatter = await occupied(server.address.port);
      let back = false;
      const restarted = server.restart().then(() => {
        back = true;
      });
      await delay(NOTHING_MS);
      expect(back).toBe(false);
      await new Promise((resolve) => squatter.close(resolve));
      await restarted;
      await roundTripNs(server);
    });

    test('answers nobody while it is stopped', async () => {
      await using server = await start(engine);
      await server.stop();
      const asked = roundTripNs(server).catch(() => 'an error');
      expect(await Promise.race([asked, delay(NOTHING_MS, 'silence')])).toBe('silence');
      expect(await listens(server.address)).toBe(true);
      await server.resume();
      await asked;
      expect(await answersWithin(server, 60_000)).toBe(true);
      // One that is stopped can be ended, too.
      await server.stop();
    });

    test('is swept of what lies under a name, and of nothing else', async () => {
      await using server = await start(engine);
      const mine = [freshName(), freshName()] as const;
      for (const name of [...mine, `x${mine[0]}`, `${mine[0]}x`]) await put(server, name);
      await sweep(server, mine[0]);
      expect(await names(server)).toEqual([mine[1], `x${mine[0]}`, `${mine[0]}x`].sort());
      for (const name of ['', '*', 'contend_', `${mine[1]}*`, `${mine[1]}'`])
        await expect(sweep(server, name)).rejects.toMatchObject({ code: 'bad-input' });
      expect(await names(server)).toHaveLength(3);
    });

    test('has no durability but those that it has', async () => {
      await expect(start(engine, { durability: 'eventual' })).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining(durabilities.join(', ')),
      });
      expect(traces.folders()).toEqual([]);
    });

    test('that cannot come up says so in one line, and leaves nothing', async () => {
      vi.stubEnv('TMPDIR', `${traces.folder}/missing`);
      try {
        await expect(start(engine)).rejects.toMatchObject({ name: 'ServerError', code: 'cannot-start' });
      } finally {
        vi.stubEnv('TMPDIR', traces.folder);
      }
      expect([traces.processes(), traces.folders()]).toEqual([[], []]);
    });
  });
}
