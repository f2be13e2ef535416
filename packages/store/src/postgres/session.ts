/** One contender's way to its count in PostgreSQL, which outlives the connections that it takes. */
import { refusal, type Site } from '@contend/counter';
import type { QueryResult } from 'pg';
import { type Connection, connect, OPEN_MS } from './connection.ts';

/** What all that is made for a site lies in, as SQL takes it. */
const schemaOf = (name: string): string => `"${name}"`;
export const hitsOf = (name: string): string => `${schemaOf(name)}.hits`;

/** A table with the count in its one row. */
export const countTable = (name: string): string =>
  `CREATE TABLE ${hitsOf(name)} (count bigint NOT NULL); INSERT INTO ${hitsOf(name)} VALUES (0)`;

/** The `count` of the first row. The driver gives it as text, for it has 64 bits. */
export const countIn = ({ rows }: QueryResult): number => Number(rows[0].count);

/** @param definition what else than the schema is to be made, as SQL */
export async function prepare({ url, name }: Site, definition = countTable(name)): Promise<void> {
  const connection = await connect(url, OPEN_MS);
  try {
    await connection.query(`CREATE SCHEMA ${schemaOf(name)}; ${definition}`);
  } finally {
    connection.close();
  }
}

export class PostgresSession {
  url: string;
  /** What gives the count. */
  reading: string;
  connection: Connection | undefined = undefined;
  connecting: Promise<Connection> | undefined = undefined;

  constructor({ url, name }: Site, reading = `SELECT count FROM ${hitsOf(name)}`) {
    this.url = url;
    this.reading = reading;
  }

  /** The connection that there is, or a new one where it broke. @throws {Refusal} */
  async connected(limitMs?: number): Promise<Connection> {
    if (this.connection?.open) return this.connection;
    this.connecting ??= connect(this.url, limitMs).finally(() => {
      this.connecting = undefined;
    });
    this.connection = await this.connecting;
    return this.connection;
  }

  async query(text: string, values?: readonly unknown[]): Promise<QueryResult> {
    return (await this.connected()).query(text, values);
  }

  /** Whatever becomes of a reading, nothing is counted by it. */
  async find(): Promise<QueryResult> {
    try {
      return await this.query(this.reading);
    } catch (error) {
      throw refusal(error);
    }
  }

  async value(): Promise<number> {
    await this.connected(OPEN_MS);
    return countIn(await this.find());
  }

  close(): void {
    this.connection?.close();
  }
}

/** The session, once it is connected: a server that is not there is told before anybody contends. */
export async function opened<S extends PostgresSession>(session: S): Promise<S> {
  await session.connected(OPEN_MS);
  return session;
}
