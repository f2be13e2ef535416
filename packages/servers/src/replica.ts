/** A second Redis that follows a first one, as far behind as what lies between them. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from './server.ts';
import { ServerError } from './server-error.ts';
import { startWith } from './start.ts';

const LINKED_MS = 120_000;
const LOOK_MS = 20;

export interface Replica extends Server {
  /** Makes it a primary: it follows nobody any more, and takes writes. */
  promote(): Promise<void>;
}

export interface ReplicaOptions {
  /** Of this machine, behind which the primary is: a proxy's. Its own, if it is left out. */
  readonly throughPort?: number;
  /** As for `start`. */
  readonly durability?: string;
}

async function commanding<T>(
  url: string,
  work: (command: (...words: string[]) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const { RedisClient } = await import('./redis-client.ts');
  const client = new RedisClient(url);
  await client.redis.connect();
  try {
    return await work((...words) => client.redis.sendCommand(words));
  } finally {
    await client.close();
  }
}

/**
 * Starts a server that has copied all that the primary has when this returns, and has its password: clients find it at the
 * same URL when a proxy's upstream moves there.
 *
 * @throws {ServerError} when it cannot be started, or does not reach the primary
 */
export async function startReplica(
  primary: Server,
  { throughPort, ...options }: ReplicaOptions = {},
): Promise<Replica> {
  if (primary.engine !== 'redis' || primary.madeHow !== 'loopback')
    throw new ServerError('not-ours', 'only a Redis that contend has started gets a replica');
  const password = decodeURIComponent(new URL(primary.url).password);
  const server = await startWith('redis', { ...options, password });
  try {
    await commanding(server.url, async (command) => {
      await command('CONFIG', 'SET', 'masterauth', password);
      await command('REPLICAOF', '127.0.0.1', String(throughPort ?? primary.address.port));
      for (
        const end = Date.now() + LINKED_MS;
        !/^master_link_status:up/m.test(String(await command('INFO', 'replication')));
      ) {
        if (Date.now() > end)
          throw new ServerError('cannot-start', `a replica did not reach its primary within ${LINKED_MS / 1_000} s`);
        await delay(LOOK_MS);
      }
    });
  } catch (error) {
    await server.end();
    throw error;
  }
  const promote = () => commanding(server.url, async (command) => void (await command('REPLICAOF', 'NO', 'ONE')));
  return Object.assign(server, { promote });
}
