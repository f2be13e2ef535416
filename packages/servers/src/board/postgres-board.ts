/** A board in PostgreSQL: a table in a schema of its own. */
import { PostgresClient } from '../postgres-client.ts';
import type { BoardClient } from './board.ts';

/** No such table, no such schema. @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNDEFINED: readonly string[] = ['42P01', '3F000'];

export class PostgresBoard implements BoardClient {
  private readonly postgres: PostgresClient;
  private readonly table: string;

  private constructor(postgres: PostgresClient, name: string) {
    this.postgres = postgres;
    this.table = `${name}.board`;
  }

  static async connect(url: string, name: string): Promise<PostgresBoard> {
    const postgres = new PostgresClient(url);
    await postgres.client.connect();
    return new PostgresBoard(postgres, name);
  }

  static async names(url: string): Promise<string[]> {
    const { postgres } = await PostgresBoard.connect(url, '');
    try {
      const { rows } = await postgres.client.query(
        "SELECT schemaname FROM pg_tables WHERE tablename = 'board' AND starts_with(schemaname, 'contend_')",
      );
      return rows.map(({ schemaname }) => schemaname);
    } finally {
      await postgres.close();
    }
  }

  async make(): Promise<void> {
    const { client } = this.postgres;
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${this.table.split('.')[0]}`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${this.table} (key text PRIMARY KEY, text text NOT NULL)`);
  }

  async put(key: string, text: string): Promise<void> {
    await this.postgres.client.query(
      `INSERT INTO ${this.table} VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET text = excluded.text`,
      [key, text],
    );
  }

  async get(key: string): Promise<string | null> {
    const rows = await this.rows(`SELECT text FROM ${this.table} WHERE key = $1`, key);
    return rows[0]?.text ?? null;
  }

  async list(prefix: string): Promise<Map<string, string>> {
    const rows = await this.rows(`SELECT key, text FROM ${this.table} WHERE starts_with(key, $1)`, prefix);
    return new Map(rows.map(({ key, text }) => [key.slice(prefix.length), text]));
  }

  /** None where the board has been removed. */
  private async rows(query: string, value: string): Promise<{ key: string; text: string }[]> {
    try {
      return (await this.postgres.client.query(query, [value])).rows;
    } catch (error) {
      if (UNDEFINED.includes(String((error as { code?: unknown }).code))) return [];
      throw error;
    }
  }

  async now(): Promise<number> {
    const { rows } = await this.postgres.client.query('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms');
    return Number(rows[0].ms);
  }

  close(): Promise<void> {
    return this.postgres.close();
  }
}
