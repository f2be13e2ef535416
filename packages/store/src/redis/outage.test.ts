/** What becomes of sessions whose server is killed, and started again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithServer } from '@contend/conformance';
import { type LeaseStrategy, type StoreStrategy, surelyNotCounted } from '@contend/counter';
import { expect, onTestFinished, test } from 'vitest';
import { sessionOf, siteAt } from '../sessions.fixture.ts';
import unlocked from '../unlocked/redis.ts';
import { connect } from './connection.ts';
import incr from './incr.ts';
import incrIoredis from './incr-ioredis.ts';
import once from './incr-once.ts';
import setNx from './set-nx.ts';
import fenced from './set-nx-fenced.ts';
import watch from './watch.ts';

const OURS: readonly (StoreStrategy | LeaseStrategy)[] = [incr, once, watch, setNx, fenced, unlocked];

/** ms after which both clients would have reconnected. */
const RECONNECTED_MS = 500;

const errorOf = (increment: number | Promise<number>): Promise<unknown> =>
  Promise.resolve(increment).then(
    (hit) => `hit ${hit}`,
    (error) => error,
  );

/**
 * While its disk is slow, Redis puts off writing to its log for up to two seconds, and acknowledges all the same: whoever kills
 * it then takes that along.
 *
 * @see https://github.com/redis/redis/blob/7.0/src/aof.c (flushAppendOnlyFile)
 */
async function logged(url: string): Promise<void> {
  const client = await connect(url);
  await expect.poll(() => client.info('persistence')).toMatch(/^aof_buffer_length:0\r$/m);
  client.destroy();
}

describeWithServer('redis', 'a server that is killed', (server) => {
  for (const strategy of OURS)
    test(`${strategy.id}: refuses increments until the server is back, and then goes on`, async () => {
      const session = await sessionOf(strategy, siteAt(server().url));
      // One that stays would be counted among the clients of the next test.
      onTestFinished(async () => session.close());
      const before = await session.increment('before');
      await logged(server().url);

      await server().stop();
      const under = errorOf(session.increment('under way'));
      await server().kill();
      expect(await under).toBeInstanceOf(Error);
      const away = await errorOf(session.increment('away'));
      expect(away).toBeInstanceOf(Error);
      expect(surelyNotCounted(away)).toBe(true);

      await server().restart();
      await expect.poll(() => errorOf(session.increment('back'))).toMatch(/^hit/);
      const after = Number(await session.increment('after'));
      expect(after).toBeGreaterThanOrEqual(before + 2);
      expect(await session.value()).toBe(after);
    });

  test('an increment that was sent has an unknown outcome', async () => {
    for (const strategy of [incr, once, unlocked]) {
      const session = await sessionOf(strategy, siteAt(server().url));
      await server().stop();
      const sent = errorOf(session.increment('sent'));
      await server().kill();
      const error = await sent;
      await session.close();
      await server().restart();
      expect(error, strategy.id).toBeInstanceOf(Error);
      expect(surelyNotCounted(error), strategy.id).toBe(false);
    }
  });

  test('sessions that are closed while their server is away do not come back', async () => {
    const sessions = await Promise.all([...OURS, incrIoredis].map((each) => sessionOf(each, siteAt(server().url))));
    await server().kill();
    for (const session of sessions) await session.close();
    await server().restart();
    const other = await connect(server().url);
    await sleep(RECONNECTED_MS);
    const clients = (await other.clientList()).map(({ libName }) => libName);
    other.destroy();
    expect(clients).toHaveLength(1);
  });

  test('redis/incr-ioredis: keeps increments until the server is back', async () => {
    const session = await sessionOf(incrIoredis, siteAt(server().url));
    await session.increment('before');
    await logged(server().url);
    await server().kill();
    const away = errorOf(session.increment('away'));
    await server().restart();
    expect(await away).toBe('hit 2');
    await session.close();
  });
});

test('whoever finds no server is told at once', async () => {
  for (const strategy of [incr, incrIoredis])
    await expect(sessionOf(strategy, siteAt('redis://127.0.0.1:1'))).rejects.toThrow('ECONNREFUSED');
});

describeWithServer('redis', 'a password', (server) => {
  test('is in no error of whoever has a wrong one', async () => {
    const wrong = new URL(server().url);
    wrong.password = 'wrong-password';
    for (const strategy of [incr, incrIoredis]) {
      const error = await sessionOf(strategy, siteAt(wrong.href)).catch((reason) => reason);
      expect(String(error)).toContain('WRONGPASS');
      expect(String(error)).not.toContain('wrong-password');
    }
  });
});
