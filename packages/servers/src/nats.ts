/** NATS, whose JetStream keeps key-value buckets in streams. */
import type { Engine } from './engine.ts';

const FILE = 'nats.conf';
const USER = 'contend';
export const PORT = 4222;

export const nats: Engine = {
  title: 'NATS',
  schemes: ['nats', 'tls'],
  defaultPort: PORT,
  oldest: '2.9',
  program: {
    binaries: ['nats-server'],
    // Not on the PATH of everybody.
    folders: () => ['/usr/sbin', '/usr/bin'],
    versionArguments: ['--version'],
    install: 'apt-get install nats-server',
  },
  durabilities: ['file'],
  refusals: {
    wrongPassword: /authorization violation|authentication/i,
    noRights: /permissions violation|jetstream/i,
    rights: 'rights to streams, and the server JetStream (jetstream {} in its file)',
  },
  launch: ({ folder, binaries, password }) => ({
    files: {
      [FILE]: [
        'host: "127.0.0.1"',
        `jetstream { store_dir: "${folder}/data" }`,
        `authorization { user: "${USER}", password: "${password}" }`,
        '',
      ].join('\n'),
    },
    command: (port) => ({
      file: `${binaries}/nats-server`,
      arguments: ['-c', `${folder}/${FILE}`, '-p', String(port)],
    }),
    url: (port) => `nats://${USER}:${password}@127.0.0.1:${port}`,
  }),
  connect: async (url) => (await import('./nats-client.ts')).NatsClient.connect(url),
};
