/** A board in Redis: one hash. */
import { RedisClient } from '../redis-client.ts';
import type { BoardClient } from './board.ts';

const SUFFIX = ':board';
const SCANNED = 1_000;

export class RedisBoard implements BoardClient {
  private readonly client: RedisClient;
  private readonly key: string;

  private constructor(client: RedisClient, name: string) {
    this.client = client;
    this.key = `${name}${SUFFIX}`;
  }

  static async connect(url: string, name: string): Promise<RedisBoard> {
    const client = new RedisClient(url);
    await client.redis.connect();
    return new RedisBoard(client, name);
  }

  static async names(url: string): Promise<string[]> {
    const { client } = await RedisBoard.connect(url, '');
    try {
      const found: string[] = [];
      for await (const keys of client.redis.scanIterator({ MATCH: `contend_*${SUFFIX}`, COUNT: SCANNED }))
        found.push(...keys.map((key) => key.slice(0, -SUFFIX.length)));
      return found;
    } finally {
      await client.close();
    }
  }

  async make(): Promise<void> {}

  async put(key: string, text: string): Promise<void> {
    await this.client.redis.hSet(this.key, key, text);
  }

  async get(key: string): Promise<string | null> {
    return (await this.client.redis.hGet(this.key, key)) ?? null;
  }

  async list(prefix: string): Promise<Map<string, string>> {
    const all = Object.entries(await this.client.redis.hGetAll(this.key));
    return new Map(all.flatMap(([key, text]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), text]] : [])));
  }

  async now(): Promise<number> {
    const [seconds, microseconds] = (await this.client.redis.sendCommand(['TIME'])) as unknown as [string, string];
    return Number(seconds) * 1e3 + Number(microseconds) / 1e3;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
