/** Free ports of this machine. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { ServerError } from './server-error.ts';

/**
 * Below those that systems give to outgoing connections: a client that tries to reconnect while its server is down could be
 * given the server's own port, connect to itself, and keep the server from coming back.
 */
const [FIRST, AFTER_LAST] = [20_000, 32_768];
const TRIES = 100;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** It is free now, and may be taken before a server is there. */
export async function freePort(): Promise<number> {
  for (let i = 0; i < TRIES; i++) {
    const port = randomInt(FIRST, AFTER_LAST);
    if (await isFree(port)) return port;
  }
  throw new ServerError(
    'cannot-start',
    `of ${TRIES} ports tried from ${FIRST} to ${AFTER_LAST - 1} none is free: end what listens there`,
  );
}
