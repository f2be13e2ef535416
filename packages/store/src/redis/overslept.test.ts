/** What becomes of the count when a holder was away for longer than its lock lives. */
import { describeWithServer } from '@contend/conformance';
import { type Lease, type LeaseSession, type LeaseStrategy, Refusal } from '@contend/counter';
import { expect, test } from 'vitest';
import { leaseSession, siteAt } from '../sessions.fixture.ts';
import { connect } from './connection.ts';
import redlock from './redlock.ts';
import setNx from './set-nx.ts';
import fenced from './set-nx-fenced.ts';

interface Holder {
  session: LeaseSession;
  lease: Lease;
}

describeWithServer('redis', 'a holder that overslept', (server) => {
  /** Two who both have the lock: the second as soon as the first one's time was over. */
  async function holders(
    strategy: LeaseStrategy,
    meanwhile?: (first: Holder) => Promise<unknown>,
  ): Promise<[Holder, Holder]> {
    const site = siteAt(server().url);
    const [first, second] = [await leaseSession(strategy, site), await leaseSession(strategy, site)];
    const held = { session: first, lease: await first.acquire() };
    await meanwhile?.(held);
    return [held, { session: second, lease: await acquired(second) }];
  }

  /** redlock gives up now and then. */
  async function acquired(session: LeaseSession): Promise<Lease> {
    for (;;) {
      try {
        return await session.acquire();
      } catch {}
    }
  }

  async function close(...all: Holder[]): Promise<void> {
    for (const { session, lease } of all) {
      try {
        await lease.release();
      } catch {}
      await session.close();
    }
  }

  const read = async ({ session, lease }: Holder) => session.read(lease);
  const write = async ({ session, lease }: Holder, count: number) => session.write(lease, count);

  for (const strategy of [setNx, redlock])
    test(`${strategy.id}: undoes what others counted meanwhile`, async () => {
      const [first, second] = await holders(strategy, read);
      for (let hit = 1; hit <= 3; hit++) await write(second, hit);
      await write(first, 1);
      expect(await second.session.value()).toBe(1);
      await close(first, second);
    });

  for (const strategy of [setNx, fenced])
    test(`${strategy.id}: does not release a later holder’s lock`, async () => {
      const site = siteAt(server().url);
      const lock = `${site.name}:lock`;
      const [session, other] = [await leaseSession(strategy, site), await connect(site.url)];
      const lease = await session.acquire();
      expect(await other.exists(lock)).toBe(1);
      await other.set(lock, 'a later holder');
      await lease.release();
      expect(await other.get(lock)).toBe('a later holder');
      other.destroy();
      await session.close();
    });

  test('redis/set-nx-fenced: is refused when it writes after a later holder has read', async () => {
    const [first, second] = await holders(fenced, read);
    expect(await read(second)).toBe(0);
    await expect(write(first, 1)).rejects.toThrow(Refusal);
    await write(second, 1);
    await expect(write(first, 1)).rejects.toThrow(Refusal);
    expect(await second.session.value()).toBe(1);
    await close(first, second);
  });

  test('redis/set-nx-fenced: is refused when it reads after a later holder has read', async () => {
    const [first, second] = await holders(fenced);
    expect(await read(second)).toBe(0);
    await expect(read(first)).rejects.toThrow(Refusal);
    await write(second, 1);
    await close(first, second);
  });

  test('redis/set-nx-fenced: may write as long as no later holder has read', async () => {
    const [first, second] = await holders(fenced, read);
    await write(first, 1);
    expect(await read(second)).toBe(1);
    await write(second, 2);
    expect(await second.session.value()).toBe(2);
    await close(first, second);
  });
});
