/** What becomes of increments that Redis has made, and whose reply is lost together with the connection. */
import { describeWithServer } from '@contend/conformance';
import { type Session, type StoreStrategy, surelyNotCounted } from '@contend/counter';
import { TcpProxy, throughPort } from '@contend/servers';
import { expect, test } from 'vitest';
import { sessionOf, siteAt } from '../sessions.fixture.ts';
import incr from './incr.ts';
import incrIoredis from './incr-ioredis.ts';
import once from './incr-once.ts';

describeWithServer('redis', 'a reply that is lost', (server) => {
  /** Increments once in vain, by way of a proxy that drops the reply. */
  async function losing(
    strategy: StoreStrategy,
    then: (session: Session, increment: Promise<number>) => Promise<void>,
  ): Promise<void> {
    await using proxy = await TcpProxy.listen(server().address);
    const session = await sessionOf(strategy, siteAt(throughPort(server().url, proxy.port)));
    await session.increment('first');
    const dropped = proxy.dropNextReply();
    const increment = Promise.resolve(session.increment('lost'));
    increment.catch(() => {});
    await dropped;
    await then(session, increment);
    await session.close();
  }

  test('redis/incr: is an error, after which nobody knows', () =>
    losing(incr, async (session, increment) => {
      const error = await increment.catch((reason) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(surelyNotCounted(error)).toBe(false);
      await expect.poll(() => Promise.resolve(session.value()).catch(() => 'offline')).toBe(2);
    }));

  test('redis/incr-once: counts once if it is made again', () =>
    losing(once, async (session, increment) => {
      await expect(increment).rejects.toThrow();
      const again = () => Promise.resolve(session.increment('lost')).catch(() => 'offline');
      await expect.poll(again).toBe(2);
      expect(await session.increment('lost')).toBe(2);
      expect(await session.value()).toBe(2);
    }));

  test('redis/incr-ioredis: counts twice, without an error', () =>
    losing(incrIoredis, async (session, increment) => {
      expect(await increment).toBe(3);
      expect(await session.value()).toBe(3);
    }));
});
