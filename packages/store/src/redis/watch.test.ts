import { describeWithServer, remoteConformance } from '@contend/conformance';
import { Refusal } from '@contend/counter';
import { expect, test } from 'vitest';
import { siteAt } from '../sessions.fixture.ts';
import { Watch } from './watch.ts';

await remoteConformance(new URL('./watch.ts', import.meta.url));

describeWithServer('redis', 'what is watched', (server) => {
  /** Two sessions of one count, of which the first has read it, and the second has written it since. */
  async function overtaken(): Promise<{ first: Watch; second: Watch }> {
    const site = siteAt(server().url);
    const [first, second] = [await Watch.open(site), await Watch.open(site)];
    expect(await first.watched()).toBe(0);
    expect(await second.increment()).toBe(1);
    return { first, second };
  }

  /** Not `once` of Node, which rejects when there is an error before. */
  const event = ({ connection }: Watch, name: string) => new Promise((resolve) => connection.once(name, resolve));

  /** Ends the connection of the first. @returns once it has noticed, and is about to connect again */
  async function cut({ first, second }: { first: Watch; second: Watch }): Promise<void> {
    const noticed = event(first, 'reconnecting');
    await second.connection.sendCommand(['CLIENT', 'KILL', 'ID', String(await first.connection.clientId())]);
    await noticed;
  }

  test('is not overwritten', async () => {
    const { first, second } = await overtaken();
    expect(await first.written(1)).toBe(false);
    expect(await first.increment()).toBe(2);
    first.close();
    second.close();
  });

  test('is not overwritten by a connection that broke', async () => {
    const both = await overtaken();
    await cut(both);
    await expect(both.first.written(1)).rejects.toThrow(Refusal);
    both.first.close();
    both.second.close();
  });

  test('is not overwritten by a new connection, which watches nothing', async () => {
    const both = await overtaken();
    const ready = event(both.first, 'ready');
    await cut(both);
    await ready;
    expect(await both.first.written(1)).toBe(false);
    both.first.close();
    both.second.close();
  });

  test('would be overwritten if it were left to node-redis, which keeps a transaction for the next connection', async () => {
    const both = await overtaken();
    await cut(both);
    await both.first.connection.multi().set(both.first.key, 7).exec();
    expect(await both.second.value()).toBe(7);
    both.first.close();
    both.second.close();
  });
});
