import { describeWithServer, remoteConformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import { siteAt } from '../sessions.fixture.ts';
import { connect } from './connection.ts';
import { Once } from './incr-once.ts';

await remoteConformance(new URL('./incr-once.ts', import.meta.url));

describeWithServer('redis', 'ids', (server) => {
  const opened = async (remembered: number) => {
    const site = siteAt(server().url);
    return new Once(await connect(site.url), site, remembered);
  };

  test('an id counts once, whoever makes it again', async () => {
    const session = await opened(10);
    const other = new Once(await connect(server().url), siteAt(server().url, session.ids.split(':')[0]));
    expect(await session.increment('a')).toBe(1);
    expect(await session.increment('b')).toBe(2);
    expect(await other.increment('a')).toBe(1);
    expect(await session.value()).toBe(2);
    session.close();
    other.close();
  });

  test('those of the last hits are remembered, and no more', async () => {
    const session = await opened(3);
    for (let i = 1; i <= 10; i++) await session.increment(`id ${i}`);
    expect(await session.connection.zRange(session.ids, 0, -1)).toEqual(['id 8', 'id 9', 'id 10']);
    expect(await session.increment('id 8')).toBe(8);
    expect(await session.increment('id 7')).toBe(11);
    session.close();
  });
});
