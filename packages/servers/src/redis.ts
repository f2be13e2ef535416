/** Redis. */
import { createClient } from 'redis';
import { type Client, CONNECT_MS, type Engine } from './engine.ts';

const FILE = 'redis.conf';
/** Lines of redis.conf. Snapshots are what Redis does when it is told nothing. */
const DURABILITIES = {
  everysec: ['appendonly yes', 'appendfsync everysec', 'save ""'],
  always: ['appendonly yes', 'appendfsync always', 'save ""'],
  snapshots: ['appendonly no', 'save 3600 1 300 100 60 10000'],
} as const;
const SETTINGS = ['appendonly', 'appendfsync', 'save'] as const;
/** Keys looked at, and removed, at a time. */
const SCANNED = 1_000;

export class RedisClient implements Client {
  readonly redis: ReturnType<typeof createClient>;

  constructor(url: string) {
    const socket = { connectTimeout: CONNECT_MS, socketTimeout: CONNECT_MS, reconnectStrategy: false } as const;
    this.redis = createClient({ url, socket });
    // Whoever asks something hears of it; without a listener the process would end.
    this.redis.on('error', () => {});
  }

  async version(): Promise<string> {
    return /^redis_version:(\S+)/m.exec(await this.redis.info('server'))?.[1] ?? 'unknown';
  }

  async durability(): Promise<Record<string, string>> {
    // Those who rent out servers forbid the command.
    const told: Record<string, string> = await this.redis.configGet([...SETTINGS]).catch(() => ({}));
    return Object.fromEntries(SETTINGS.map((name) => [name, told[name] ?? 'unknown']));
  }

  async ping(): Promise<void> {
    await this.redis.ping();
  }

  async tryRights(name: string): Promise<void> {
    const key = `${name}:rights`;
    await this.redis.set(key, '0');
    await this.redis.eval("return redis.call('INCR', KEYS[1])", { keys: [key] });
    await this.sweep(name);
  }

  async sweep(name: string): Promise<void> {
    for await (const keys of this.redis.scanIterator({ MATCH: `${name}:*`, COUNT: SCANNED }))
      if (keys.length > 0) await this.redis.unlink(keys);
  }

  async close(): Promise<void> {
    this.redis.destroy();
  }
}

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
    const client = new RedisClient(url);
    await client.redis.connect();
    return client;
  },
};
