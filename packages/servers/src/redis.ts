/** Redis. */
import type { Engine } from './engine.ts';

const FILE = 'redis.conf';
/** Lines of redis.conf. Snapshots are what Redis does when it is told nothing. */
const DURABILITIES = {
  everysec: ['appendonly yes', 'appendfsync everysec', 'save ""'],
  always: ['appendonly yes', 'appendfsync always', 'save ""'],
  snapshots: ['appendonly no', 'save 3600 1 300 100 60 10000'],
} as const;

export const redis: Engine = {
  title: 'Redis',
  schemes: ['redis', 'rediss'],
  defaultPort: 6379,
  oldest: '6',
  program: {
    binaries: ['redis-server'],
    folders: () => ['/usr/bin'],
    versionArguments: ['--version'],
    install: 'apt-get install redis-server',
  },
  durabilities: ['everysec', 'always', 'snapshots'],
  refusals: {
    wrongPassword: /WRONGPASS|NOAUTH|ERR AUTH|ERR invalid password/,
    noRights: /NOPERM|READONLY/,
    // The client library begins with a command of Redis 6.
    tooOld: /unknown command.*HELLO/i,
    rights: 'the rights to read, write, scan and run scripts on the keys contend_*',
  },
  launch: ({ folder, binaries, password, durability }) => ({
    files: {
      [FILE]: [
        'bind 127.0.0.1',
        `dir "${folder}"`,
        `requirepass ${password}`,
        'daemonize no',
        // A replica that asks for all there is gets it at once.
        'repl-diskless-sync-delay 0',
        ...DURABILITIES[durability as keyof typeof DURABILITIES],
        '',
      ].join('\n'),
    },
    command: (port) => ({ file: `${binaries}/redis-server`, arguments: [`${folder}/${FILE}`, '--port', String(port)] }),
    url: (port) => `redis://:${password}@127.0.0.1:${port}`,
  }),
  connect: async (url) => {
    const { RedisClient } = await import('./redis-client.ts');
    const client = new RedisClient(url);
    await client.redis.connect();
    return client;
  },
};
