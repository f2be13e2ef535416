/** PostgreSQL. */
import { readdirSync } from 'node:fs';
import type { Engine } from './engine.ts';

/** Each major version of Debian's packages has a folder here. */
const DEBIAN = '/usr/lib/postgresql';
const USER = 'contend';
/** Of contend's own server: contenders with as many connections as they have requests in flight. */
const CONNECTIONS = 300;

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
    const { PostgresClient } = await import('./postgres-client.ts');
    const client = new PostgresClient(url);
    await client.client.connect();
    return client;
  },
};
