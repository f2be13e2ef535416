/**
 * A transaction of etcd that writes if the key is still of the revision that was read, and otherwise does nothing.
 *
 * Every write of a key raises its revision, so that a count which has come back to the same number would be told from the one
 * that was read.
 *
 * @see https://etcd.io/docs/v3.4/learning/api/#transaction
 */
import { refusal, type Session, type StoreStrategy } from '@contend/counter';
import { napAfter } from '../nap.ts';
import { EtcdCount, type Found } from './client.ts';

class CompareAndSwap implements Session {
  stored: EtcdCount;

  constructor(stored: EtcdCount) {
    this.stored = stored;
  }

  async increment(): Promise<number> {
    for (let failures = 0; ; await napAfter(++failures)) {
      const found = await this.find();
      const next = found.count + 1;
      if (await this.stored.writeUnlessChanged(next, found)) return next;
    }
  }

  /** Whatever becomes of a reading, nothing is counted by it. */
  async find(): Promise<Found> {
    try {
      return await this.stored.read();
    } catch (error) {
      throw refusal(error);
    }
  }

  async value(): Promise<number> {
    return (await this.stored.read()).count;
  }

  close(): void {}
}

export default {
  kind: 'store',
  id: 'etcd/compare-and-swap',
  title: 'etcd, compare-and-swap',
  summary:
    'Writes in a transaction that compares the key’s revision with the one that it read, and reads again if it differs.',
  source: 'etcd, transactions',
  runsIn: ['machines'],
  promises: ['machines'],
  needs: 'etcd',
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
    prepare: (site) => new EtcdCount(site).write(0),
    open: async (site) => {
      const stored = new EtcdCount(site);
      await stored.read();
      return new CompareAndSwap(stored);
    },
  }),
} satisfies StoreStrategy;
