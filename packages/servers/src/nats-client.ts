/** A connection to NATS. Its libraries are loaded only by whoever makes one. */
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type Client, CONNECT_MS } from './engine.ts';
import { freshName } from './name.ts';

/** What a bucket's stream is called: this, then the name of the bucket. */
const BUCKET = 'KV_';

/** The client library does not look for them in a URL. A user without a password is a token. */
function credentials({ username, password }: URL): { token: string } | { user: string; pass: string } | object {
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  if (user === '') return {};
  return pass === '' ? { token: user } : { user, pass };
}

export class NatsClient implements Client {
  readonly connection: NatsConnection;

  constructor(connection: NatsConnection) {
    this.connection = connection;
  }

  static async connect(url: string): Promise<NatsClient> {
    const parsed = new URL(url);
    const connection = await connect({
      servers: `${parsed.protocol}//${parsed.host}`,
      ...credentials(parsed),
      reconnect: false,
      timeout: CONNECT_MS,
    });
    return new NatsClient(connection);
  }

  manager() {
    return jetstreamManager(this.connection, { timeout: CONNECT_MS });
  }

  async version(): Promise<string> {
    return this.connection.info?.version ?? 'unknown';
  }

  /** Told by a stream that is made with the server's own settings, and removed. */
  async durability(): Promise<Record<string, string>> {
    const { streams } = await this.manager();
    const name = `${BUCKET}${freshName()}_durability`;
    const { config } = await streams.add({ name, subjects: [name] });
    await streams.delete(name);
    return { storage: config.storage, replicas: String(config.num_replicas) };
  }

  async ping(): Promise<void> {
    await this.connection.flush();
  }

  async tryRights(name: string): Promise<void> {
    const { streams } = await this.manager();
    const bucket = `${BUCKET}${name}_rights`;
    await streams.add({ name: bucket, subjects: [bucket] });
    await streams.delete(bucket);
  }

  async sweep(name: string): Promise<void> {
    const { streams } = await this.manager();
    for await (const stream of streams.names()) {
      const named = stream.startsWith(BUCKET) ? stream.slice(BUCKET.length) : stream;
      if (named === name || named.startsWith(`${name}_`)) await streams.delete(stream);
    }
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
