/** Sessions of strategies, for tests that look at what becomes of them. */
import {
  type LeaseSession,
  type LeaseStrategy,
  leased,
  type Session,
  type Site,
  type StoreStrategy,
} from '@contend/counter';
import { freshName } from '@contend/servers';

const NO_CHANNEL = { send: () => {}, onMessage: () => {} };

/** @param name of what lies at the server: sessions that are to meet have the same */
export const siteAt = (url: string, name = freshName()): Site => ({ directory: '', contenders: 2, url, name });

export async function leaseSession(strategy: LeaseStrategy, site: Site): Promise<LeaseSession> {
  return strategy.make().open(site, 0, NO_CHANNEL);
}

export async function sessionOf(strategy: StoreStrategy | LeaseStrategy, site: Site): Promise<Session> {
  return strategy.kind === 'store'
    ? strategy.make().open(site, 0, NO_CHANNEL)
    : leased(await leaseSession(strategy, site));
}
