/** Models of locks at Redis beside what they are models of: the strategies' own source, at a real Redis, step by step. */
import { type Lease, type LeaseSession, type LeaseStrategy, type Site, surelyNotCounted } from '@contend/counter';
import { replay } from '@contend/interleave';
import { find, freshName, type Server, start } from '@contend/servers';
import { type Connection, connect } from '@contend/store/redis/connection';
import setNx from '@contend/store/redis/set-nx';
import setNxFenced from '@contend/store/redis/set-nx-fenced';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { absent } = find('redis');

/** A contender that does what contend does with a lease, one command at a time. */
class Contender {
  session: LeaseSession;
  lease: Lease | undefined = undefined;
  read: number | undefined = undefined;
  written = false;

  constructor(session: LeaseSession) {
    this.session = session;
  }

  /** @returns whether it was refused, by which its increment ends */
  async step(): Promise<boolean> {
    try {
      if (this.lease === undefined) this.lease = await this.session.acquire();
      else if (this.read === undefined) this.read = await this.session.read(this.lease);
      else if (!this.written) {
        await this.session.write(this.lease, this.read + 1);
        this.written = true;
      } else {
        await this.lease.release();
        this.end();
      }
      return false;
    } catch (error) {
      if (!surelyNotCounted(error)) throw error;
      this.end();
      return true;
    }
  }

  end(): void {
    this.lease = undefined;
    this.read = undefined;
    this.written = false;
  }
}

describe.skipIf(absent !== undefined)(absent ?? 'a model of a lock at Redis', () => {
  let server: Server;
  let redis: Connection;
  beforeAll(async () => {
    server = await start('redis');
    redis = await connect(server.url);
  });
  afterAll(async () => {
    redis.destroy();
    await server.end();
  });

  /** What is there, with the names that the model gives to the locks of its contenders. */
  async function kept({ name }: Site, names: ReadonlyMap<string, string>): Promise<Record<string, string>> {
    const found = await Promise.all(
      ['lock', 'given', 'seen', 'count'].map(async (key) => [key, await redis.get(`${name}:${key}`)] as const),
    );
    return Object.fromEntries(
      found.flatMap(([key, value]) => (value === null ? [] : [[key, names.get(value) ?? value]])),
    );
  }

  /** Takes a schedule of the strategy's model by its own source, and holds what is there after each step against the model. */
  async function beside(strategy: LeaseStrategy, token: string): Promise<void> {
    const { threads, steps } = await replay(strategy, token);
    const site = { directory: '', contenders: 2, url: server.url, name: freshName() };
    const channel = { send: () => {}, onMessage: () => {} };
    const open = async (_: unknown, i: number) => new Contender(await strategy.make().open(site, i, channel));
    const contenders = await Promise.all([0, 1].map(open));
    const names = new Map<string, string>();
    try {
      for (const { thread, does, memory } of steps) {
        // A lock that has run out is one that is gone.
        if (threads[thread] === 'time') await redis.del(`${site.name}:lock`);
        else expect(await contenders[thread]?.step(), does).toBe(does.endsWith('refused'));
        const lock = await redis.get(`${site.name}:lock`);
        if (lock !== null && !names.has(lock)) names.set(lock, String(memory.lock));
        const expected = Object.fromEntries(Object.entries(memory).map(([key, value]) => [key, String(value)]));
        expect(await kept(site, names), does).toEqual(expected);
      }
    } finally {
      for (const { session } of contenders) await session.close();
    }
  }

  it.each<[string, string, LeaseStrategy]>([
    ['one after the other', '2x1s1.in-time.aaaabbbb', setNx],
    ['a write that undoes another', '2x1s1.stall.aatbbbbaa', setNx],
    ['a release that comes too late', '2x1s1.stall.aaatbabbb', setNx],
    ['one after the other', '2x1s1.in-time.aaaabbbb', setNxFenced],
    ['a late write that is refused', '2x1s1.stall.aatbbabb', setNxFenced],
    ['a late read that is refused', '2x1s1.stall.atbbabb', setNxFenced],
    ['a late write that undoes nothing', '2x1s1.stall.aataabbbb', setNxFenced],
  ])('does what its strategy does: %s, %s', async (_what, token, strategy) => {
    await beside(strategy, token);
  });

  it('does not pass for the model of another', async () => {
    const mistaken = { ...setNx, model: 'set-nx-fenced' };
    await expect(beside(mistaken, '2x1s1.stall.aatbbabb')).rejects.toThrow();
  });
});
