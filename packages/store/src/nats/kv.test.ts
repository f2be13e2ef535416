import { inspect } from 'node:util';
import { describeWithServer, remoteConformance } from '@contend/conformance';
import { TcpProxy, throughPort } from '@contend/servers';
import { expect, test } from 'vitest';
import { expectToOutlive, incremented } from '../engine.fixture.ts';
import { siteAt } from '../sessions.fixture.ts';
import kv from './kv.ts';

await remoteConformance(new URL('./kv.ts', import.meta.url));

describeWithServer('nats', 'a key-value bucket of NATS', (server) => {
  test('goes on when its server was killed and is back', () => expectToOutlive(server(), kv));

  test('of what was updated since it was read, nothing is overwritten', async () => {
    const site = siteAt(server().url);
    await kv.make().prepare(site);
    const [late, other] = [await kv.make().open(site), await kv.make().open(site)];
    const found = await late.find();
    expect(await other.increment()).toBe(1);
    expect(await late.updated(1, found)).toBe(false);
    expect(await late.increment()).toBe(2);
    await Promise.all([late.close(), other.close()]);
  });

  test('an increment whose answer is lost has an unknown outcome, and was counted once', async () => {
    await using proxy = await TcpProxy.listen(server().address);
    const site = siteAt(throughPort(server().url, proxy.port));
    await kv.make().prepare(site);
    const session = await kv.make().open(site);
    const update = session.updated.bind(session);
    let lost: Promise<void> | undefined;
    session.updated = (...updated) => {
      lost ??= proxy.dropNextReply();
      return update(...updated);
    };
    expect(await incremented(session)).toBe('unknown');
    await lost;
    expect(await session.value()).toBe(1);
    expect(await incremented(session)).toBe('counted');
    expect(await session.value()).toBe(2);
    await session.close();
  });

  test('no error has the password in it', async () => {
    const wrong = new URL(server().url);
    wrong.password = 'hush-hush';
    for (const url of [wrong.href, 'nats://me:hush-hush@[']) {
      const error = await kv
        .make()
        .open(siteAt(url))
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ counted: false });
      expect(inspect(error, { depth: 9 })).not.toContain('hush');
    }
  });
});
