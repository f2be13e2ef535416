/** A connection to PostgreSQL. Its library is loaded only by whoever makes one. */
import pg from 'pg';
import { ANSWER_MS, type Client, CONNECT_MS } from './engine.ts';

const SETTINGS = ['fsync', 'synchronous_commit'] as const;

export class PostgresClient implements Client {
  readonly client: pg.Client;

  constructor(url: string) {
    this.client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
    });
    // Whoever asks something hears of it; without a listener the process would end.
    this.client.on('error', () => {});
  }

  async show(setting: string): Promise<string> {
    const { rows } = await this.client.query(`SHOW ${setting}`);
    return rows[0][setting];
  }

  async version(): Promise<string> {
    // Debian adds its own version in brackets.
    return (await this.show('server_version')).split(' ', 1).join();
  }

  async durability(): Promise<Record<string, string>> {
    const told: Record<string, string> = {};
    for (const name of SETTINGS) told[name] = await this.show(name);
    return told;
  }

  async ping(): Promise<void> {
    await this.client.query('SELECT 1');
  }

  async tryRights(name: string): Promise<void> {
    await this.client.query(`CREATE SCHEMA ${name}`);
    await this.client.query(`DROP SCHEMA ${name}`);
  }

  async sweep(name: string): Promise<void> {
    const { rows } = await this.client.query(
      'SELECT nspname FROM pg_namespace WHERE nspname = $1 OR starts_with(nspname, $2)',
      [name, `${name}_`],
    );
    for (const { nspname } of rows)
      await this.client.query(`DROP SCHEMA IF EXISTS ${this.client.escapeIdentifier(nspname)} CASCADE`);
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
