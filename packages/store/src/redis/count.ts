/** A session that has a count in a key of Redis. How it is guarded is the strategies' business. */
import type { Site } from '@contend/counter';
import { answered, type Connection, connect } from './connection.ts';

export class RedisCount {
  connection: Connection;
  key: string;

  constructor(connection: Connection, { name }: Site) {
    this.connection = connection;
    this.key = `${name}:count`;
  }

  /** Opens a session of the class that it is called on. A key that does not exist counts as 0: nothing is prepared. */
  static async open<T>(this: new (connection: Connection, site: Site) => T, site: Site): Promise<T> {
    return new this(await connect(site.url), site);
  }

  async value(): Promise<number> {
    return Number(await answered(this.connection.get(this.key))) | 0;
  }

  async set(count: number): Promise<void> {
    await answered(this.connection.set(this.key, count));
  }

  close(): void {
    this.connection.destroy();
  }
}
