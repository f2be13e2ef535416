import { asking } from './asking.ts';
import type { Server } from './server.ts';

const WARM_UP = 50;
/** Odd: one of them is in the middle. */
const ASKED = 201;

/** @returns ns, the median: how long the server takes to answer the least that it can be asked, one request at a time */
export function roundTripNs(server: Pick<Server, 'engine' | 'url'>): Promise<number> {
  return asking(server, async (client) => {
    for (let i = 0; i < WARM_UP; i++) await client.ping();
    const taken: number[] = [];
    for (let i = 0; i < ASKED; i++) {
      const begin = process.hrtime.bigint();
      await client.ping();
      taken.push(Number(process.hrtime.bigint() - begin));
    }
    return taken.sort((a, b) => a - b)[(ASKED - 1) / 2] as number;
  });
}
