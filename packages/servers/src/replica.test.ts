import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { find } from './find.ts';
import { names, put } from './fixtures/contents.ts';
import { freshName } from './name.ts';
import { TcpProxy } from './proxy/tcp-proxy.ts';
import { startReplica } from './replica.ts';
import { throughPort } from './server.ts';
import { start } from './start.ts';

/** ms that a test waits to see that something does not happen. */
const NOTHING_MS = 300;
const { absent } = find('redis');

describe.skipIf(absent !== undefined)(absent ?? 'a replica', () => {
  test('has what its primary had and gets, behind a proxy, and takes its place', async () => {
    await using primary = await start('redis');
    const [before, during, lost, after] = [freshName(), freshName(), freshName(), freshName()];
    await put(primary, before);
    await using between = await TcpProxy.listen(primary.address, { delayMs: 50 });
    await using replica = await startReplica(primary, { throughPort: between.port });
    expect(await names(replica)).toEqual([before]);
    await put(primary, during);
    await expect.poll(() => names(replica)).toEqual([before, during].sort());
    await expect(put(replica, after)).rejects.toThrow('READONLY');

    // Acknowledged by the primary, and not there after failover.
    const partition = between.partition(1_000_000);
    await put(primary, lost);
    await delay(NOTHING_MS);
    await using clients = await TcpProxy.listen(primary.address);
    const server = { engine: 'redis', url: throughPort(primary.url, clients.port) } as const;
    expect(await names(server)).toContain(lost);
    await primary.kill();
    await replica.promote();
    clients.upstream = replica.address;
    expect(await names(server)).toEqual([before, during].sort());
    await put(server, after);
    expect(await names(server)).toContain(after);
    await between.close();
    await partition;
  });

  test('is not had of anything but a Redis of contend’s own', async () => {
    const one = { engine: 'redis', madeHow: 'given' } as Parameters<typeof startReplica>[0];
    await expect(startReplica(one)).rejects.toMatchObject({ code: 'not-ours' });
    await expect(startReplica({ ...one, engine: 'etcd', madeHow: 'loopback' })).rejects.toMatchObject({
      code: 'not-ours',
    });
  });
});
