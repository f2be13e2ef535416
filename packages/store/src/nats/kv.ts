/**
 * Compare-and-swap in a key-value bucket: an update is taken only if the key's last revision is still the one that was read.
 *
 * A bucket is a stream of JetStream with a subject for each key, and a revision is a message's number in the stream, which the
 * server compares before it stores another.
 *
 * @see https://docs.nats.io/nats-concepts/jetstream/key-value-store
 */
import { Refusal, refusal, type Session, type Site, type StoreStrategy } from '@contend/counter';
import type { KV, KvEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { napAfter } from '../nap.ts';
import { type Parsed, parsed } from '../url.ts';

const KEY = 'count';
/** Who cannot connect for so long is told, ms: one that is to increment, and one that is not yet or not any more. */
const CONNECT_MS = 1_000;
const OPEN_MS = 10_000;
/** Who is not answered for so long talks to a server that vanished, ms. */
const ANSWER_MS = 10_000;

/** The server's answer that it did not, and its word that nobody is there who could have. */
const API_ERROR = 'JetStreamApiError';
const NOT_STORED = [API_ERROR, 'JetStreamNotEnabled'];
/** Its answer that the key has another revision. */
const WRONG_LAST_SEQUENCE = 10_071;

const countIn = (entry: KvEntry): number => Number(entry.string());

/** What a URL has of them, for the client does not look there. A user alone is a token. */
function credentialsIn({ user, password }: Parsed): { token: string } | { user: string; pass: string } | object {
  if (user === '') return {};
  return password === '' ? { token: user } : { user, pass: password };
}

async function connect(url: string, limitMs: number): Promise<NatsConnection> {
  const { connect } = await import('@nats-io/transport-node');
  const server = parsed(url);
  try {
    return await connect({
      servers: `${server.protocol}//${server.host}`,
      ...credentialsIn(server),
      timeout: limitMs,
      // It would keep what it is asked meanwhile, and send it once the server is back.
      reconnect: false,
    });
  } catch (error) {
    throw new Refusal(`no connection to NATS: ${(error as Error).message}`);
  }
}

/** @param how makes the bucket, or finds it */
async function bucketOf(connection: NatsConnection, name: string, how: 'create' | 'open'): Promise<KV> {
  const [{ jetstream }, { Kvm }] = await Promise.all([import('@nats-io/jetstream'), import('@nats-io/kv')]);
  return new Kvm(jetstream(connection, { timeout: ANSWER_MS }))[how](name);
}

async function prepare({ url, name }: Site): Promise<void> {
  const connection = await connect(url, OPEN_MS);
  try {
    await (await bucketOf(connection, name, 'create')).create(KEY, '0');
  } finally {
    await connection.close();
  }
}

class NatsKv implements Session {
  site: Site;
  connection: NatsConnection | undefined = undefined;
  bucket: KV | undefined = undefined;

  constructor(site: Site) {
    this.site = site;
  }

  /** The bucket, over the connection that there is, or a new one where it broke. */
  async opened(limitMs = CONNECT_MS): Promise<KV> {
    if (this.bucket !== undefined && this.connection?.isClosed() === false) return this.bucket;
    // A connection without a bucket is as good as none: its server does not know its buckets yet.
    this.bucket = undefined;
    await this.close();
    this.connection = await connect(this.site.url, limitMs);
    this.bucket = await bucketOf(this.connection, this.site.name, 'open');
    return this.bucket;
  }

  async increment(): Promise<number> {
    for (let failures = 0; ; await napAfter(++failures)) {
      const found = await this.find();
      const next = countIn(found) + 1;
      if (await this.updated(next, found)) return next;
    }
  }

  /** Whatever becomes of a reading, nothing is counted by it. */
  async find(): Promise<KvEntry> {
    try {
      const entry = await (await this.opened()).get(KEY);
      if (entry === null) throw new Refusal('the count is not in NATS any more');
      return entry;
    } catch (error) {
      this.leaveVanished(error);
      throw refusal(error);
    }
  }

  /** @returns whether nobody had updated it since it was found so */
  async updated(count: number, { revision }: KvEntry): Promise<boolean> {
    try {
      await (this.bucket as KV).update(KEY, String(count), revision);
      return true;
    } catch (error) {
      const { name, code } = error as Error & { code?: unknown };
      if (name === API_ERROR && code === WRONG_LAST_SEQUENCE) return false;
      this.leaveVanished(error);
      throw NOT_STORED.includes(name) ? refusal(error) : error;
    }
  }

  leaveVanished(error: unknown): void {
    if ((error as Error).name === 'TimeoutError') void this.connection?.close();
  }

  async value(): Promise<number> {
    await this.opened(OPEN_MS);
    return countIn(await this.find());
  }

  async close(): Promise<void> {
    await this.connection?.close();
  }
}

export default {
  kind: 'store',
  id: 'nats/kv',
  title: 'NATS, key-value bucket',
  summary: 'Updates the key if its revision is still the one that it read, and reads again if it is not.',
  source: 'NATS, key/value store',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'nats',
  model: 'compare-and-swap',
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: false,
  faults: {
    kill: 'recovered',
    stall: 'recovered',
    drop: 'recovered',
    partition: 'recovered',
    'server-kill': 'recovered',
  },
  make: () => ({
    prepare,
    open: async (site) => {
      const session = new NatsKv(site);
      await session.opened(OPEN_MS);
      return session;
    },
  }),
} satisfies StoreStrategy;
