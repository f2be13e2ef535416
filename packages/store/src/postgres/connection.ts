/**
 * A connection to PostgreSQL that tells what surely was not done from what may have been. A broken one is not mended.
 *
 * @see https://www.postgresql.org/docs/15/protocol-flow.html
 */
import { Refusal, refusal } from '@contend/counter';
import type { Client, DatabaseError, QueryResult } from 'pg';

/** Who cannot connect for so long is told, ms: one that is to increment, and one that is not yet or not any more. */
const CONNECT_MS = 1_000;
export const OPEN_MS = 10_000;
/** Longer than any wait for others who hold a lock: who is not answered for so long talks to a server that vanished, ms. */
const ANSWER_MS = 30_000;
/**
 * A transaction whose client is silent for so long is rolled back by the server, ms; as long as other locks live. Else the
 * lock of one that vanished without closing its connection would be held until the system takes it for dead: for hours.
 */
const SILENT_MS = 2_000;
/** After so long without a byte the system asks whether the other side is still there, ms. */
const KEEP_ALIVE_MS = 1_000;

const IDLE_IN_TRANSACTION_TIMEOUT = '25P03';
const SERIALIZATION_FAILURE = '40001';

const codeOf = (error: unknown): string | undefined => (error as Partial<DatabaseError>).code;

/** Whether others wrote what this transaction read, which may be tried again as a whole. */
export const isConflict = (error: unknown): boolean => codeOf(error) === SERIALIZATION_FAILURE;

/**
 * Whether the server says that it undid the statement. One that ends the session besides (FATAL) may have committed before;
 * a server that speaks another language than English may have another word for ERROR, and leaves it unknown.
 */
const isUndone = (error: unknown): boolean => (error as Partial<DatabaseError>).severity === 'ERROR';

export class Connection {
  client: Client;
  open = true;

  constructor(client: Client) {
    this.client = client;
    client.on('error', () => {
      this.open = false;
    });
  }

  /** @returns the last statement's result. @throws with `counted: false` where the server undid it or was never asked */
  async query(text: string, values?: readonly unknown[]): Promise<QueryResult> {
    if (!this.open) throw new Refusal('the connection to PostgreSQL broke: the next increment makes another');
    try {
      const results: QueryResult | QueryResult[] = await this.client.query(text, values as unknown[]);
      return Array.isArray(results) ? (results.at(-1) as QueryResult) : results;
    } catch (error) {
      if (isUndone(error)) throw refusal(error);
      this.discard();
      // The server rolled back before it heard of this statement.
      throw codeOf(error) === IDLE_IN_TRANSACTION_TIMEOUT ? refusal(error) : error;
    }
  }

  /** Nothing can follow on it, such as a COMMIT of what is taken for lost. */
  discard(): void {
    this.open = false;
    this.client.connection.stream.destroy();
  }

  close(): void {
    this.open = false;
    void this.client.end();
  }
}

/** @throws {Refusal} without the URL, which has a password in it */
export async function connect(url: string, limitMs = CONNECT_MS): Promise<Connection> {
  const { Client } = await import('pg');
  try {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: limitMs,
      query_timeout: ANSWER_MS,
      idle_in_transaction_session_timeout: SILENT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      // What is asked while an answer is under way is sent at once. Else it would wait here, and nobody could say whether it
      // had been sent when the connection breaks.
      pipeline: true,
    });
    const connection = new Connection(client);
    await client.connect();
    return connection;
  } catch (error) {
    // Several addresses that all refuse give an error without a message.
    const { message, code } = error as NodeJS.ErrnoException;
    throw new Refusal(`no connection to PostgreSQL: ${message || code}`);
  }
}
