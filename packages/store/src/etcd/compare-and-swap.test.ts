import { describeWithServer, remoteConformance } from '@contend/conformance';
import { TcpProxy, throughPort } from '@contend/servers';
import { expect, test } from 'vitest';
import { expectToOutlive, incremented } from '../engine.fixture.ts';
import { siteAt } from '../sessions.fixture.ts';
import compareAndSwap from './compare-and-swap.ts';

await remoteConformance(new URL('./compare-and-swap.ts', import.meta.url), { increments: 25 });

describeWithServer('etcd', 'compare-and-swap in etcd', (server) => {
  test('goes on when its server was killed and is back', () => expectToOutlive(server(), compareAndSwap));

  test('of what was written since it was read, nothing is overwritten', async () => {
    const site = siteAt(server().url);
    await compareAndSwap.make().prepare(site);
    const [late, other] = [await compareAndSwap.make().open(site), await compareAndSwap.make().open(site)];
    const found = await late.find();
    expect(await other.increment()).toBe(1);
    expect(await late.stored.writeUnlessChanged(found.count + 1, found)).toBe(false);
    expect(await late.increment()).toBe(2);
  });

  test('an increment whose answer is lost has an unknown outcome, and was counted once', async () => {
    await using proxy = await TcpProxy.listen(server().address);
    const site = siteAt(throughPort(server().url, proxy.port));
    await compareAndSwap.make().prepare(site);
    const session = await compareAndSwap.make().open(site);
    const write = session.stored.writeUnlessChanged.bind(session.stored);
    let lost: Promise<void> | undefined;
    session.stored.writeUnlessChanged = (...written) => {
      lost ??= proxy.dropNextReply();
      return write(...written);
    };
    expect(await incremented(session)).toBe('unknown');
    await lost;
    expect(await session.value()).toBe(1);
    expect(await incremented(session)).toBe('counted');
    expect(await session.value()).toBe(2);
  });
});
