/** A lock outside of the contenders' memory made into a counter: acquire, read, work inside, write, release. */
import type { Inside } from './locked.ts';
import { refusal } from './refusal.ts';
import type { Lease, LeaseSession, Session } from './strategy.ts';

function refuse(error: unknown): never {
  throw refusal(error);
}

class Leased implements Session {
  session: LeaseSession;
  inside: Inside | undefined;

  constructor(session: LeaseSession, inside: Inside | undefined) {
    this.session = session;
    this.inside = inside;
  }

  increment(): number | Promise<number> {
    let lease: Lease | Promise<Lease>;
    try {
      lease = this.session.acquire();
    } catch (error) {
      throw refusal(error);
    }
    return lease instanceof Promise ? this.incrementLater(lease) : this.incrementAtOnce(lease);
  }

  /** By a lock that blocks. */
  incrementAtOnce(lease: Lease): number {
    let next: number;
    try {
      next = this.nextAtOnce(lease);
      this.session.write(lease, next);
    } catch (error) {
      // The first error tells more than one that follows from it.
      try {
        lease.release();
      } catch {}
      throw error;
    }
    lease.release();
    return next;
  }

  nextAtOnce(lease: Lease): number {
    try {
      const next = ((this.session.read(lease) as number) + 1) | 0;
      this.inside?.();
      return next;
    } catch (error) {
      throw refusal(error);
    }
  }

  async incrementLater(acquired: Promise<Lease>): Promise<number> {
    const lease = await acquired.catch(refuse);
    let next: number;
    try {
      next = await this.nextLater(lease);
      await this.session.write(lease, next);
    } catch (error) {
      try {
        await lease.release();
      } catch {}
      throw error;
    }
    await lease.release();
    return next;
  }

  async nextLater(lease: Lease): Promise<number> {
    try {
      const next = ((await this.session.read(lease)) + 1) | 0;
      this.inside?.();
      return next;
    } catch (error) {
      throw refusal(error);
    }
  }

  value(): number | Promise<number> {
    return this.session.value();
  }

  close(): void | Promise<void> {
    return this.session.close();
  }
}

/**
 * What fails before it writes is refused: it has counted nothing.
 *
 * @param inside runs while the lock is held; if it throws, the lock is released and nothing is counted
 */
export function leased(session: LeaseSession, inside?: Inside): Session {
  return new Leased(session, inside);
}
