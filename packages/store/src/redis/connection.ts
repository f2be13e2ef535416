/**
 * A connection to Redis by node-redis. It outlives the server: it reconnects, and what it is asked meanwhile it refuses.
 *
 * @see https://github.com/redis/node-redis/blob/master/docs/client-configuration.md
 */
import { refusal } from '@contend/counter';

/** ms between two tries to reconnect. */
const RECONNECT_MS = 50;

export type Connection = Awaited<ReturnType<typeof connect>>;

/** @throws what the first try to connect ends with; later ones are made until one succeeds */
export async function connect(url: string) {
  let opened = false;
  // Not at the top of the file: whoever only lists the strategies would wait for it, too.
  const { createClient } = await import('redis');
  const client = createClient({
    url,
    // A queue would send later, when nobody waits for it any more, what was asked while there was no connection.
    disableOfflineQueue: true,
    // By default every command has a timer of 5 s, for the time that it is queued. That made a command cost thrice as much.
    commandOptions: { timeout: 0 },
    socket: { reconnectStrategy: () => (opened ? RECONNECT_MS : false) },
  });
  // Without a listener the process would end. Whoever asks something hears of it.
  client.on('error', () => {});
  await client.connect();
  opened = true;
  return client;
}

/** What a command is answered. Its error tells when the command surely did nothing: it was not sent, or Redis refused it. */
export async function answered<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    const { ClientClosedError, ClientOfflineError, ErrorReply } = await import('redis');
    const refused = [ClientClosedError, ClientOfflineError, ErrorReply].some((kind) => error instanceof kind);
    throw refused ? refusal(error) : error;
  }
}
