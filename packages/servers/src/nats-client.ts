/** A connection to NATS. Its libraries are loaded only by whoever makes one. */
import { connect as connectSocket } from 'node:net';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type Client, CONNECT_MS } from './engine.ts';
import { freshName } from './name.ts';
import { PORT } from './nats.ts';

/** What a bucket's stream is called: this, then the name of the bucket. */
const BUCKET = 'KV_';

/** The client library does not look for them in a URL. A user without a password is a token. */
function credentials({ username, password }: URL): { token: string } | { user: string; pass: string } | object {
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  if (user === '') return {};
  return pass === '' ? { token: user } : { user, pass };
}

/**
 * The client library leaves a connection open on which it has waited in vain for the server's first word; so it is not given
 * one like that.
 */
function greeted({ hostname, port }: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || PORT),
      timeout: CONNECT_MS,
    });
    const done = (error?: Error) => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.once('data', (bytes) =>
      done(bytes.toString().startsWith('INFO ') ? undefined : new Error('unexpected greeting')),
    );
    socket.once('timeout', () => done(new Error('no greeting')));
    socket.once('error', done);
    socket.once('close', () => done(new Error('the connection was closed')));
  });
}

export class NatsClient implements Client {
  readonly connection: NatsConnection;

  constructor(connection: NatsConnection) {
    this.connection = connection;
  }

  static async connect(url: string): Promise<NatsClient> {
    const parsed = new URL(url);
    await greeted(parsed);
    const connection = await connect({
      servers: `${parsed.protocol}//${parsed.host}`,
      ...credentials(parsed),
      reconnect: false,
      timeout: CONNECT_MS,
      // Whoever leaves two of these unanswered is taken for dead.
      pingInterval: CONNECT_MS,
      maxPingOut: 2,
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
