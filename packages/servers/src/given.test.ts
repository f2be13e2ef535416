import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server as NetServer } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { asking } from './asking.ts';
import { ENGINES, type EngineName } from './engine.ts';
import { engines } from './engines.ts';
import type { EtcdClient } from './etcd.ts';
import { find } from './find.ts';
import { names, put } from './fixtures/contents.ts';
import { old } from './fixtures/old.ts';
import { given } from './given.ts';
import { Guarded } from './guarded.ts';
import { freshName } from './name.ts';
import { freePort } from './port.ts';
import type { PostgresClient } from './postgres-client.ts';
import type { RedisClient } from './redis-client.ts';
import { roundTripNs } from './round-trip.ts';
import { type Server, throughPort } from './server.ts';
import type { ServerErrorCode } from './server-error.ts';
import { start } from './start.ts';
import { sweep } from './sweep.ts';

const PASSWORD = 'geheim/@%';
/** As it is, and as it can be written. */
const FORMS = /geheim/;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function started(engine: EngineName): Promise<Server> {
  const server = await start(engine);
  ends.push(() => server.end());
  return server;
}

/** A URL of this engine with the planted password. */
function planted(engine: EngineName, port: number, user = 'someone'): string {
  return `${engines[engine].schemes[0]}://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
}

async function listening(server: NetServer): Promise<number> {
  ends.push(() => server.close());
  await once(server.listen({ host: '127.0.0.1', port: 0 }), 'listening');
  return (server.address() as AddressInfo).port;
}

/** Refused with one of these codes, in one line, and without the password wherever one looks. */
async function refused(engine: EngineName, url: string, ...codes: ServerErrorCode[]): Promise<string> {
  const error: Error = await given(engine, url).then(
    () => expect.fail('it was taken'),
    (error) => error,
  );
  expect(error, error.message).toMatchObject({ name: 'ServerError', code: expect.toBeOneOf(codes) });
  expect(error.message).not.toContain('\n');
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(FORMS);
  return error.message;
}

/** Somebody with the planted password, and no right to make anything. */
const clerks: { [E in EngineName]: () => Promise<string> } = {
  redis: async () => {
    const server = await started('redis');
    await asking(server, (client) =>
      (client as RedisClient).redis.sendCommand([
        'ACL',
        'SETUSER',
        'clerk',
        'on',
        `>${PASSWORD}`,
        '~*',
        '+@read',
        '+info',
      ]),
    );
    return planted('redis', server.address.port, 'clerk');
  },
  postgres: async () => {
    const server = await started('postgres');
    await asking(server, (client) =>
      (client as PostgresClient).client.query(`CREATE ROLE clerk LOGIN PASSWORD '${PASSWORD}'`),
    );
    return `${planted('postgres', server.address.port, 'clerk')}/postgres`;
  },
  etcd: async () => {
    const server = await started('etcd');
    await asking(server, async (client) => {
      const etcd = client as EtcdClient;
      for (const name of ['root', 'clerk']) {
        await etcd.ask('auth/user/add', { name, password: PASSWORD });
        await etcd.ask('auth/role/add', { name });
        await etcd.ask('auth/user/grant', { user: name, role: name });
      }
      await etcd.ask('auth/enable', {});
    });
    return planted('etcd', server.address.port, 'clerk');
  },
  nats: async () => {
    const guarded = await Guarded.open('contend-clerk-');
    ends.push(() => guarded.end());
    const [port, config] = [await freePort(), join(guarded.folder, 'nats.conf')];
    const denied = '{ publish: { deny: "$JS.API.>" } }';
    writeFileSync(
      config,
      `host: "127.0.0.1"\njetstream { store_dir: "${guarded.folder}" }\n` +
        `authorization { users: [{ user: "clerk", password: "${PASSWORD}", permissions: ${denied} }] }\n`,
    );
    const { binaries } = find('nats') as { binaries: string };
    const command = { file: join(binaries, 'nats-server'), arguments: ['-c', config, '-p', String(port)], env: {} };
    await guarded.ask({ job: 'launch', command });
    const url = planted('nats', port, 'clerk');
    await expect.poll(() => roundTripNs({ engine: 'nats', url }).catch(() => 0)).toBeGreaterThan(0);
    return url;
  },
};

for (const engine of ENGINES) {
  const { absent } = find(engine);
  const { title, schemes, oldest } = engines[engine];

  describe.skipIf(absent !== undefined)(absent ?? engine, () => {
    test('of the user’s is used, is left as it was, and suffers no faults', async () => {
      const own = await started(engine);
      const theirs = freshName();
      await put(own, theirs);
      const server = await given(engine, own.url);
      expect(server).toMatchObject({ engine, madeHow: 'given', version: own.version, durability: own.durability });
      expect(server.url).toBe(own.url);
      expect(await names(own)).toEqual([theirs]);
      const mine = freshName();
      await put(server, mine);
      await sweep(server, mine);
      for (const fault of ['kill', 'restart', 'stop', 'resume'] as const)
        await expect(server[fault]()).rejects.toMatchObject({ name: 'ServerError', code: 'not-ours' });
      await server.end();
      expect(await names(own)).toEqual([theirs]);
    });

    test('that goes in the middle is told in one line, and not its password', async () => {
      const own = await started(engine);
      const server = await given(engine, own.url);
      await own.kill();
      const { password } = new URL(own.url);
      for (const ask of [() => sweep(server, freshName()), () => roundTripNs(server)]) {
        const error: Error = await ask().then(
          () => expect.fail('it answered'),
          (error) => error,
        );
        expect(error).toMatchObject({ name: 'ServerError', code: 'unreachable' });
        if (password !== '') expect(inspect(error, { depth: null, showHidden: true })).not.toContain(password);
      }
    });

    test('with a wrong password is refused, and the password is not told', async () => {
      const { address } = await started(engine);
      const url = planted(engine, address.port);
      expect(await refused(engine, url, 'wrong-password')).toContain(`${title} at 127.0.0.1:${address.port}`);
    });

    test('without the rights that are needed is refused with these, and shows nobody its password', async () => {
      const url = await clerks[engine]();
      expect(await refused(engine, url, 'no-rights')).toContain(engines[engine].refusals.rights);
    });
  });

  test(`${engine}: nobody listens`, async () => {
    expect(await refused(engine, planted(engine, await freePort()), 'unreachable')).toContain('ECONNREFUSED');
    const nowhere = throughPort(planted(engine, 1), 1).replace('127.0.0.1', 'nowhere.invalid');
    expect(await refused(engine, nowhere, 'unreachable')).toContain('nowhere.invalid');
  });

  test(`${engine}: what is no URL of it is refused with the form that it must have`, async () => {
    for (const url of [PASSWORD, `ftp://user:${PASSWORD}@host`, `${schemes[0]}://`, '', `user:${PASSWORD}@host:1`])
      expect(await refused(engine, url, 'bad-input')).toContain(`${schemes[0]}://USER:PASSWORD@HOST`);
  });

  test(`${engine}: a password that is written wrongly is told from one that is wrong`, async () => {
    const url = planted(engine, 1).replace(encodeURIComponent(PASSWORD), 'geheim%zz');
    expect(await refused(engine, url, 'bad-input')).toContain('%25');
  });

  test(`${engine} that is too old is refused by name`, async () => {
    const { version, server } = old[engine];
    const url = `${schemes[0]}://127.0.0.1:${await listening(server())}`;
    expect(await refused(engine, url, 'too-old')).toContain(`is ${version}: ${oldest} is the oldest`);
  });
}

test('whoever else answers is found out, hangs nothing up, and is left alone', async () => {
  let open = 0;
  const strangers = [
    createServer((socket) => socket.destroy()),
    createServer((socket) => socket.write('220 mail\r\n')),
    createServer(() => {}),
  ];
  for (const stranger of strangers)
    stranger.on('connection', (socket) => {
      open++;
      socket.resume();
      socket.on('error', () => {});
      socket.on('close', () => open--);
    });
  const ports = await Promise.all(strangers.map(listening));
  const urls = ENGINES.flatMap((engine) => ports.map((port) => [engine, planted(engine, port)] as const));
  // The system may say of the first that it has hung up.
  await Promise.all(urls.map(([engine, url]) => refused(engine, url, 'unusable', 'unreachable')));
  await expect.poll(() => open).toBe(0);
});
