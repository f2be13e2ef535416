import { Diagnosis } from './diagnosis.ts';
import type { Client } from './engine.ts';
import { engines } from './engines.ts';
import type { Server } from './server.ts';

/**
 * Asks a server something, over a connection of its own.
 *
 * @throws {ServerError} with what is wrong, without the password
 */
export async function asking<T>(
  { engine, url }: Pick<Server, 'engine' | 'url'>,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  try {
    const client = await engines[engine].connect(url);
    try {
      return await ask(client);
    } finally {
      await client.close();
    }
  } catch (error) {
    throw new Diagnosis(engine, url).of(error);
  }
}
