/**
 * The lock of `redis/set-nx`, and a count that knows who held it last: each holder has a number, higher than all before it,
 * its fencing token; and the count takes nothing from anybody whose token is lower than one that it has seen.
 *
 * It must see a token when the count is read, too. If it saw them when it is written alone, an earlier holder that was away
 * could write after a later one has read, which would then undo it.
 *
 * @see https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html
 */
import { type Lease, type LeaseSession, type LeaseStrategy, Refusal, type Site } from '@contend/counter';
import { nap } from '../nap.ts';
import { answered, type Connection } from './connection.ts';
import { RedisCount } from './count.ts';
import { deleteIfStill, TIME_TO_LIVE_MS } from './lock-key.ts';

/** 0: it is held. */
const ACQUIRE = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local token = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], token, 'PX', ARGV[1])
return token`;

/** Both give nothing to whoever comes too late. */
const FENCE = `
if tonumber(ARGV[1]) < tonumber(redis.call('GET', KEYS[2]) or 0) then return false end
redis.call('SET', KEYS[2], ARGV[1])`;
const READ = `${FENCE}
return redis.call('GET', KEYS[1]) or '0'`;
const WRITE = `${FENCE}
return redis.call('SET', KEYS[1], ARGV[2])`;

interface FencedLease extends Lease {
  token: string;
}

class Fenced extends RedisCount implements LeaseSession {
  lock: string;
  /** The last token that was given. */
  given: string;
  /** The highest that the count has seen. */
  seen: string;

  constructor(connection: Connection, site: Site) {
    super(connection, site);
    this.lock = `${site.name}:lock`;
    this.given = `${site.name}:given`;
    this.seen = `${site.name}:seen`;
  }

  async acquire(): Promise<FencedLease> {
    const script = { keys: [this.lock, this.given], arguments: [String(TIME_TO_LIVE_MS)] };
    for (;;) {
      const token = String(await answered(this.connection.eval(ACQUIRE, script)));
      if (token !== '0') return { token, release: () => deleteIfStill(this.connection, this.lock, token) };
      await nap();
    }
  }

  async read({ token }: FencedLease): Promise<number> {
    return Number(await this.fenced(READ, token)) | 0;
  }

  async write({ token }: FencedLease, count: number): Promise<void> {
    await this.fenced(WRITE, token, String(count));
  }

  async fenced(script: string, ...values: string[]): Promise<unknown> {
    const reply = await answered(this.connection.eval(script, { keys: [this.key, this.seen], arguments: values }));
    if (reply === null) throw new Refusal('the lock ran out, and a later holder has read the count: acquire it again');
    return reply;
  }
}

export default {
  kind: 'lease',
  id: 'redis/set-nx-fenced',
  title: 'Redis SET NX, fenced',
  summary:
    'A lock that lives for two seconds and gives each holder a higher number. The count refuses reads and writes of any lower than it has seen.',
  source: 'Kleppmann 2016',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'redis',
  model: 'set-nx-fenced',
  waits: 'poll',
  order: 'none',
  words: 0,
  guest: false,
  faults: {
    throw: 'recovered',
    kill: 'recovered',
    stall: 'recovered',
    drop: 'recovered',
    partition: 'recovered',
    'server-kill': 'recovered',
    // Of failover nothing is stated: a holder whose write arrives after it brings back what the replica had not heard of.
  },
  make: () => ({ open: (site) => Fenced.open(site) }),
} satisfies LeaseStrategy;
