/** A lock outside of the contenders' memory made into a counter: acquire, read, work inside, write, release. */
import type { Inside } from './locked.ts';
import type { Lease, LeaseSession, Session } from './strategy.ts';

class Leased implements Session {
  session: LeaseSession;
  inside: Inside | undefined;

  constructor(session: LeaseSession, inside: Inside | undefined) {
    this.session = session;
    this.inside = inside;
  }

  increment(): number | Promise<number> {
    const lease = this.session.acquire();
    return lease instanceof Promise ? this.incrementLater(lease) : this.incrementAtOnce(lease);
  }

  /** By a lock that blocks. */
  incrementAtOnce(lease: Lease): number {
    try {
      const next = ((this.session.read(lease) as number) + 1) | 0;
      this.inside?.();
      this.session.write(lease, next);
      return next;
    } finally {
      lease.release();
    }
  }

  async incrementLater(acquired: Promise<Lease>): Promise<number> {
    const lease = await acquired;
    try {
      const next = ((await this.session.read(lease)) + 1) | 0;
      this.inside?.();
      await this.session.write(lease, next);
      return next;
    } finally {
      await lease.release();
    }
  }

  value(): number | Promise<number> {
    return this.session.value();
  }

  close(): void | Promise<void> {
    return this.session.close();
  }
}

/** @param inside runs while the lock is held; if it throws, the lock is released and nothing is counted */
export function leased(session: LeaseSession, inside?: Inside): Session {
  return new Leased(session, inside);
}
