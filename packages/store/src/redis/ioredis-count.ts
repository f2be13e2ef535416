/** A session of ioredis with its defaults, which has a count in a key of Redis. */
import { once } from 'node:events';
import type { Site } from '@contend/counter';
import type { Redis } from 'ioredis';

export class IoredisCount {
  connection: Redis;

  constructor(connection: Redis) {
    this.connection = connection;
  }

  /** Opens a session of the class that it is called on. @throws what the first try to connect ends with */
  static async open<T>(this: new (connection: Redis) => T, { url, name }: Site): Promise<T> {
    // Not at the top of the file: whoever only lists the strategies would wait for it, too.
    const { Redis } = await import('ioredis');
    const connection = new Redis(url, { keyPrefix: `${name}:` });
    try {
      await once(connection, 'ready');
    } catch (error) {
      connection.disconnect();
      throw error;
    }
    // Otherwise it writes them to the terminal.
    connection.on('error', () => {});
    return new this(connection);
  }

  async value(): Promise<number> {
    return Number(await this.connection.get('count')) | 0;
  }

  async set(count: number): Promise<void> {
    await this.connection.set('count', count);
  }

  close(): void {
    this.connection.disconnect();
  }
}
