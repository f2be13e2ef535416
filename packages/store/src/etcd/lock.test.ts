import { describeWithServer, remoteConformance } from '@contend/conformance';
import type { Server } from '@contend/servers';
import { expect, test } from 'vitest';
import { expectToOutlive } from '../engine.fixture.ts';
import { siteAt } from '../sessions.fixture.ts';
import lock from './lock.ts';

await remoteConformance(new URL('./lock.ts', import.meta.url), { increments: 25 });

async function openTwice({ url }: Server) {
  const site = siteAt(url);
  await lock.make().prepare(site);
  return [await lock.make().open(site), await lock.make().open(site)] as const;
}

describeWithServer('etcd', 'the lock service of etcd', (server) => {
  test('goes on when its server was killed and is back', () => expectToOutlive(server(), lock));

  test('a holder that overslept its lease undoes what the others counted, without an error', async () => {
    const [stopped, other] = await openTwice(server());
    const stale = await stopped.acquire();
    const read = await stopped.read();
    clearInterval(stopped.renewal);
    const lease = await other.acquire();
    await other.write(lease, (await other.read()) + 1);
    await lease.release();
    await stopped.write(stale, read + 1);
    await stale.release();
    expect(await other.value()).toBe(1);
    await Promise.all([stopped.close(), other.close()]);
  });

  test('a lock that is held for longer than a lease lives is kept', async () => {
    const [holder, other] = await openTwice(server());
    const lease = await holder.acquire();
    const { life } = holder;
    const seen: string[] = [];
    const next = other.acquire().then(() => seen.push('acquired'));
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect([holder.life, ...seen]).toEqual([life]);
    await lease.release();
    await next;
    await Promise.all([holder.close(), other.close()]);
  });

  test('a lock that could not be given back is not held for ever', async () => {
    const [holder, other] = await openTwice(server());
    const lease = await holder.acquire();
    await server().kill();
    await expect(lease.release()).rejects.toThrow('no answer from etcd');
    await server().restart();
    await expect.poll(() => other.acquire().catch(() => undefined)).toBeDefined();
    await Promise.all([holder.close(), other.close()]);
  });

  test('who finds its lease run out is refused, and has another the next time', async () => {
    const [session, other] = await openTwice(server());
    await (await session.acquire()).release();
    await session.stored.etcd.ask('lease/revoke', { ID: session.life });
    await expect(session.acquire()).rejects.toThrow('lease not found');
    await (await session.acquire()).release();
    await Promise.all([session.close(), other.close()]);
  });
});
