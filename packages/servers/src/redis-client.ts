/** A connection to Redis. Its library is loaded only by whoever makes one. */
import { createClient } from 'redis';
import { type Client, CONNECT_MS } from './engine.ts';

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
    for await (const keys of this.redis.scanIterator({ MATCH: `${name}[:_]*`, COUNT: SCANNED }))
      if (keys.length > 0) await this.redis.unlink(keys);
  }

  async close(): Promise<void> {
    this.redis.destroy();
  }
}
