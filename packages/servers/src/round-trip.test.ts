import { expect, test } from 'vitest';
import { ENGINES } from './engine.ts';
import { find } from './find.ts';
import { TcpProxy } from './proxy/tcp-proxy.ts';
import { roundTripNs } from './round-trip.ts';
import { throughPort } from './server.ts';
import { start } from './start.ts';

const DELAY_MS = 1;
/** Requests, and round trips that making a connection takes at most. */
const [ASKED, HANDSHAKE] = [250, 20];

for (const engine of ENGINES) {
  const { absent } = find(engine);
  test.skipIf(absent !== undefined)(
    absent ?? `${engine}: a request is one round trip, of twice the delay and more`,
    async () => {
      await using server = await start(engine);
      await using proxy = await TcpProxy.listen(server.address, { delayMs: DELAY_MS });
      const far = { engine, url: throughPort(server.url, proxy.port) };
      expect(await roundTripNs(far)).toBeGreaterThanOrEqual(2 * DELAY_MS * 1e6);
      // Handshakes are counted, too.
      expect(proxy.roundTrips).toBeGreaterThanOrEqual(ASKED);
      expect(proxy.roundTrips).toBeLessThan(ASKED + HANDSHAKE);
    },
  );
}
