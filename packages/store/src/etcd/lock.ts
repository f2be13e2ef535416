/**
 * etcd's lock service: whoever made the oldest key under a name holds the lock, and who comes next waits for that key to be
 * deleted. A key lives as long as its lease, which its holder keeps alive.
 *
 * Nothing ties what the holder writes to its key: one that was away for longer than its lease lives writes all the same. A
 * transaction that compares the key's revision would be refused, and would need no lock.
 *
 * Whoever waits watches the key before its own from a revision that has passed, and etcd looks after such watchers ten times a
 * second: where two take turns, each waits for half of that, however near the server is.
 *
 * @see https://etcd.io/docs/v3.4/dev-guide/api_concurrency_reference_v3/
 * @see https://github.com/etcd-io/etcd/blob/release-3.4/mvcc/watchable_store.go (syncWatchersLoop)
 * @see Jepsen, "etcd 3.4.3", 2020: "etcd locks … do not actually provide mutual exclusion"
 */
import type { Lease, LeaseSession, LeaseStrategy, Site } from '@contend/counter';
import { EtcdCount } from './client.ts';

/** The least that etcd gives, s. */
const LIFE_S = 2;
/** Three chances to keep it alive, ms. */
const RENEWAL_MS = (LIFE_S * 1_000) / 4;
/** Longer than any wait for those who hold the lock before, ms. */
const TURN_MS = 30_000;

class Held implements Lease {
  session: EtcdLock;
  key: string;

  constructor(session: EtcdLock, key: string) {
    this.session = session;
    this.key = key;
  }

  release(): Promise<void> {
    return this.session.unlock(this.key);
  }
}

class EtcdLock implements LeaseSession {
  stored: EtcdCount;
  name: string;
  /** The id of etcd's lease, of which the lock's keys are; while there is one. */
  life: string | undefined = undefined;
  renewal: NodeJS.Timeout;

  constructor(site: Site) {
    this.stored = new EtcdCount(site);
    this.name = Buffer.from(`${site.name}/lock`).toString('base64');
    this.renewal = setInterval(() => void this.renew(), RENEWAL_MS).unref();
  }

  async acquire(): Promise<Held> {
    try {
      this.life ??= await this.grant();
      const question = { name: this.name, lease: this.life };
      const { key } = await this.stored.etcd.ask<{ key: string }>('lock/lock', question, TURN_MS);
      return new Held(this, key);
    } catch (error) {
      await this.giveUp();
      throw error;
    }
  }

  async grant(): Promise<string> {
    return (await this.stored.etcd.ask<{ ID: string }>('lease/grant', { TTL: LIFE_S })).ID;
  }

  async renew(): Promise<void> {
    const { life } = this;
    if (life === undefined) return;
    try {
      type Kept = { result: { TTL?: string } };
      const { result } = await this.stored.etcd.ask<Kept>('lease/keepalive', { ID: life });
      if (result.TTL === undefined && this.life === life) this.life = undefined;
    } catch {
      // It may come to an end, and whoever acquires with it is told so.
    }
  }

  async unlock(key: string): Promise<void> {
    try {
      await this.stored.etcd.ask('lock/unlock', { key });
    } catch (error) {
      await this.giveUp();
      throw error;
    }
  }

  /**
   * Nobody knows what became of a lock that was asked for or given back in vain. Kept alive, it would be held for ever; asked
   * for by the same lease, it would be given at once, while an older question may still be about to be cancelled.
   */
  async giveUp(): Promise<void> {
    const { life } = this;
    this.life = undefined;
    if (life === undefined) return;
    await this.stored.etcd.ask('lease/revoke', { ID: life }).catch(() => {
      // Nobody keeps it alive any more.
    });
  }

  async read(): Promise<number> {
    return (await this.stored.read()).count;
  }

  async write(_: Held, count: number): Promise<void> {
    await this.stored.write(count);
  }

  async value(): Promise<number> {
    return (await this.stored.read()).count;
  }

  async close(): Promise<void> {
    clearInterval(this.renewal);
    await this.giveUp();
  }
}

export default {
  kind: 'lease',
  id: 'etcd/lock',
  title: 'etcd, lock service',
  summary:
    'Locks by etcd’s own service, with a lease of 2 s that is kept alive. Nothing checks it when the count is written.',
  source: 'etcd, concurrency API',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'etcd',
  model: 'etcd-lock',
  waits: 'message',
  order: 'none',
  words: 0,
  guest: false,
  // Whoever was away for longer than its lease lives writes all the same, and so undoes what the others counted.
  faults: {
    throw: 'recovered',
    kill: 'recovered',
    stall: 'wrong-count',
    drop: 'recovered',
    'server-kill': 'recovered',
  },
  make: () => ({
    prepare: (site) => new EtcdCount(site).write(0),
    open: async (site) => {
      const session = new EtcdLock(site);
      await session.value();
      return session;
    },
  }),
} satisfies LeaseStrategy;
