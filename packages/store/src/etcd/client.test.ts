import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect, promisify } from 'node:util';
import { describeWithServer } from '@contend/conformance';
import { expect, test } from 'vitest';
import { siteAt } from '../sessions.fixture.ts';
import { Etcd, EtcdCount } from './client.ts';

describeWithServer('etcd', 'the client of etcd', (server) => {
  test('a server that is not there was asked nothing', async () => {
    const vacant = createServer().listen(0, '127.0.0.1');
    await once(vacant, 'listening');
    const { port } = vacant.address() as AddressInfo;
    await promisify(vacant.close.bind(vacant))();
    const etcd = new Etcd(`http://127.0.0.1:${port}`);
    await expect(etcd.ask('kv/range', {})).rejects.toMatchObject({ counted: false });
  });

  test('what etcd did not take was surely not done, and an error says so in its words', async () => {
    const etcd = new Etcd(server().url);
    const ending = expect(etcd.ask('lease/revoke', { ID: '1' })).rejects;
    await ending.toMatchObject({ counted: false, message: 'etcdserver: requested lease not found' });
  });

  test('a user enters with a password, enters again when the token ran out, and no error has the password in it', async () => {
    const root = new URL(server().url);
    [root.username, root.password] = ['root', 'hush-hush'];
    const admin = new Etcd(server().url);
    await admin.ask('auth/user/add', { name: 'root', password: 'hush-hush' });
    await admin.ask('auth/user/grant', { user: 'root', role: 'root' });
    await admin.ask('auth/enable', {});
    const stored = new EtcdCount(siteAt(root.href));
    await stored.write(3);
    stored.etcd.token = 'run out';
    expect((await stored.read()).count).toBe(3);
    root.password = 'hush-hush-hush';
    for (const url of [root.href, 'http://root:hush-hush@[']) {
      const error = await Promise.resolve(url)
        .then((each) => new EtcdCount(siteAt(each)).read())
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ counted: false });
      expect(inspect(error, { depth: 9 })).not.toContain('hush');
    }
  });
});
