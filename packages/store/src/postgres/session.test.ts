import { inspect } from 'node:util';
import { describeWithServer } from '@contend/conformance';
import type { LeaseSession, LeaseStrategy, StoreStrategy } from '@contend/counter';
import { type Server, TcpProxy, throughPort } from '@contend/servers';
import { expect, test } from 'vitest';
import { expectToOutlive, incremented } from '../engine.fixture.ts';
import { leaseSession, sessionOf, siteAt } from '../sessions.fixture.ts';
import unlocked from '../unlocked/postgres.ts';
import advisory from './advisory.ts';
import forUpdate from './for-update.ts';
import insert from './insert.ts';
import sequence from './sequence.ts';
import serializable from './serializable.ts';
import type { PostgresSession } from './session.ts';
import update from './update.ts';
import version from './version.ts';

const STORES: StoreStrategy[] = [update, serializable, version, insert];
const LEASES: LeaseStrategy[] = [forUpdate, advisory];

type Leasing = LeaseSession & PostgresSession;

/** Two sessions of one site. */
async function openTwice(strategy: LeaseStrategy, { url }: Server): Promise<[Leasing, Leasing]> {
  const site = siteAt(url);
  await strategy.make().prepare?.(site);
  return [(await leaseSession(strategy, site)) as Leasing, (await leaseSession(strategy, site)) as Leasing];
}

async function refused(doing: unknown): Promise<void> {
  await expect(Promise.resolve(doing)).rejects.toMatchObject({ counted: false });
}

describeWithServer('postgres', 'a session of PostgreSQL', (server) => {
  for (const strategy of [...STORES, ...LEASES])
    test(`${strategy.id} goes on when its server was killed and is back`, () => expectToOutlive(server(), strategy));

  test('an increment that waits when the server is killed has an unknown outcome', async () => {
    const site = siteAt(server().url);
    await update.make().prepare(site);
    const holder = await forUpdate.make().open(site);
    const waiter = await sessionOf(update, site);
    await holder.acquire();
    const ending = incremented(waiter);
    const waiting = 'SELECT count(*) FROM pg_locks WHERE NOT granted';
    await expect.poll(async () => (await holder.query(waiting)).rows[0].count).toBe('1');
    await server().kill();
    expect(await ending).toBe('unknown');
    await server().restart();
    await expect.poll(() => incremented(waiter)).toBe('counted');
    expect(await waiter.value()).toBe(1);
  });

  test('an increment whose answer is lost has an unknown outcome, and was counted', async () => {
    await using proxy = await TcpProxy.listen(server().address);
    const site = siteAt(throughPort(server().url, proxy.port));
    await update.make().prepare(site);
    const session = await sessionOf(update, site);
    const lost = proxy.dropNextReply();
    expect(await incremented(session)).toBe('unknown');
    await lost;
    expect(await session.value()).toBe(1);
    expect(await incremented(session)).toBe('counted');
  });

  test('an increment that only was read for was surely not counted', async () => {
    await using proxy = await TcpProxy.listen(server().address);
    for (const strategy of [version, unlocked]) {
      const site = siteAt(throughPort(server().url, proxy.port));
      await strategy.make().prepare(site);
      const session = await sessionOf(strategy, site);
      void proxy.dropNextReply();
      expect(await incremented(session), strategy.id).toBe('refused');
      expect(await session.value()).toBe(0);
    }
  });

  test('several increments of a connection are under way at a time, and all that were are in doubt when it breaks', async () => {
    await using proxy = await TcpProxy.listen(server().address);
    const site = siteAt(throughPort(server().url, proxy.port));
    await update.make().prepare(site);
    const session = await sessionOf(update, site);
    await session.increment('');
    const before = proxy.roundTrips;
    const all = await Promise.all(Array.from({ length: 16 }, () => session.increment('')));
    expect(all).toEqual(Array.from({ length: 16 }, (_, i) => i + 2));
    expect(proxy.roundTrips - before).toBeLessThan(16);
    void proxy.dropNextReply();
    const endings = await Promise.all(Array.from({ length: 16 }, () => incremented(session)));
    expect(endings).not.toContain('counted');
    expect(endings[0]).toBe('unknown');
    const unknown = endings.filter((ending) => ending === 'unknown').length;
    // The server still reads what was sent before it notices that nobody listens.
    await expect.poll(() => session.value()).toBeGreaterThan(17);
    expect(await session.value()).toBeLessThanOrEqual(17 + unknown);
  });

  for (const strategy of LEASES) {
    test(`${strategy.id}: who hears of nothing for too long is rolled back, and what it writes is refused`, async () => {
      const [stopped, other] = await openTwice(strategy, server());
      const stale = await stopped.acquire();
      await stopped.write(stale, 41);
      stopped.connection?.client.connection.stream.pause();
      const lease = await other.acquire();
      expect(await other.read(lease)).toBe(0);
      await other.write(lease, 1);
      await lease.release();
      stopped.connection?.client.connection.stream.resume();
      await refused(stopped.write(stale, 42));
      await refused(stale.release());
      expect(await stopped.value()).toBe(1);
    });

    test(`${strategy.id}: a lock does not outlive its connection, though its session does`, async () => {
      const [broken, other] = await openTwice(strategy, server());
      const stale = await broken.acquire();
      await broken.write(stale, 41);
      broken.connection?.discard();
      expect(await broken.value()).toBe(0);
      await refused(broken.write(stale, 42));
      await refused(stale.release());
      const lease = await other.acquire();
      expect(await other.read(lease)).toBe(0);
      await lease.release();
    });
  }

  test('a sequence goes on with gaps after a crash: it counts too many', async () => {
    const site = siteAt(server().url);
    await sequence.make().prepare(site);
    const session = await sequence.make().open(site);
    for (let hit = 1; hit <= 5; hit++) expect(await session.increment()).toBe(hit);
    await server().kill();
    await server().restart();
    await expect.poll(() => session.increment().catch(() => 0)).toBeGreaterThan(6);
    expect(await session.value()).toBeGreaterThan(6);
  });

  test('no error has the password in it', async () => {
    const { url } = server();
    const wrong = new URL(url);
    wrong.password = 'hush-hush';
    const nowhere = new URL(wrong);
    nowhere.port = '1';
    for (const each of [wrong.href, nowhere.href, `${wrong.href}:[`, 'postgres://me:hush-hush@[']) {
      const error = await update
        .make()
        .open(siteAt(each))
        .catch((error: unknown) => error);
      expect(error).toMatchObject({ counted: false });
      expect(inspect(error, { depth: 9 })).not.toContain('hush');
    }
  });
});
