/** PostgreSQL. */
import { readdirSync } from 'node:fs';
import pg from 'pg';
import { ANSWER_MS, type Client, CONNECT_MS, type Engine } from './engine.ts';

/** Each major version of Debian's packages has a folder here. */
const DEBIAN = '/usr/lib/postgresql';
const USER = 'contend';
const SETTINGS = ['fsync', 'synchronous_commit'] as const;
/** Of contend's own server: contenders with as many connections as they have requests in flight. */
const CONNECTIONS = 300;

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

export const postgres: Engine = {
  title: 'PostgreSQL',
  schemes: ['postgres', 'postgresql'],
  defaultPort: 5432,
  oldest: '12',
  program: {
    binaries: ['postgres', 'initdb'],
    folders: () => {
      try {
        return readdirSync(DEBIAN)
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => `${DEBIAN}/${version}/bin`);
      } catch {
        return [];
      }
    },
    versionArguments: ['--version'],
    install: 'apt-get install postgresql',
  },
  durabilities: ['on', 'off'],
  refusals: {
    wrongPassword: /^(?:28P01|28000)|client password must be a string/,
    noRights: /^(?:42501|25006)/,
    rights: 'the right to CREATE in the database',
  },
  launch: ({ folder, binaries, password, durability }) => ({
    files: { password },
    refusesRoot: true,
    prepare: {
      file: `${binaries}/initdb`,
      arguments: [
        `--pgdata=${folder}/data`,
        `--username=${USER}`,
        `--pwfile=${folder}/password`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
    },
    command: (port) => ({
      file: `${binaries}/postgres`,
      arguments: [
        '-D',
        `${folder}/data`,
        ...Object.entries({
          listen_addresses: '127.0.0.1',
          port,
          unix_socket_directories: '',
          // In the folder, so that nothing is left in /dev/shm when the server is killed.
          dynamic_shared_memory_type: 'mmap',
          max_connections: CONNECTIONS,
          synchronous_commit: durability,
        }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
    }),
    url: (port) => `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
  }),
  connect: async (url) => {
    const client = new PostgresClient(url);
    await client.client.connect();
    return client;
  },
};
