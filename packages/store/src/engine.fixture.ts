/** How increments end, and what every session over an engine does when its server goes away. */
import { randomUUID } from 'node:crypto';
import { type RemoteStrategy, type Session, surelyNotCounted } from '@contend/counter';
import type { Server } from '@contend/servers';
import { expect } from 'vitest';
import { sessionOf, siteAt } from './sessions.fixture.ts';

export type Ending = 'counted' | 'refused' | 'unknown';

export async function incremented(session: Session): Promise<Ending> {
  try {
    await session.increment(randomUUID());
    return 'counted';
  } catch (error) {
    return surelyNotCounted(error) ? 'refused' : 'unknown';
  }
}

/** That a session goes on when its server was away, after increments that were refused, and that its count is within. */
export async function expectToOutlive(server: Server, strategy: RemoteStrategy): Promise<void> {
  const site = siteAt(server.url);
  await strategy.make().prepare?.(site);
  const session = await sessionOf(strategy, site);
  const endings = { counted: 0, refused: 0, unknown: 0 };
  const increment = async () => {
    const ending = await incremented(session);
    endings[ending]++;
    return ending;
  };
  expect(await increment()).toBe('counted');
  await server.kill();
  // The first may not have heard of it yet.
  await increment();
  expect([await increment(), await increment()]).toEqual(['refused', 'refused']);
  await server.restart();
  await expect.poll(increment).toBe('counted');
  expect(await increment()).toBe('counted');
  const value = await session.value();
  expect(value).toBeGreaterThanOrEqual(endings.counted);
  expect(value).toBeLessThanOrEqual(endings.counted + endings.unknown);
  await session.close();
}
