/**
 * A model of `redis/set-nx-fenced`: each holder has a higher token than all before it, and the count takes nothing from
 * anybody whose token is lower than one that it has seen. Each script is one step, as Redis runs it.
 *
 * @see packages/store/src/redis/set-nx-fenced.ts
 * @see Kleppmann, "How to do distributed locking", 2016
 */
import type { Key, Protocol, Server, Turn } from './protocol.ts';

const plain = (value: number): Key => ({ by: null, value, left: null });

/** What the script does first that reads, and the one that writes. @returns false: a later holder has been here */
function fence({ me, server }: Turn): boolean {
  if (me.token < (server.keys.seen?.value ?? 0)) return false;
  server.keys.seen = plain(me.token);
  return true;
}

const nextToken = ({ keys }: Server): number => (keys.given?.value ?? 0) + 1;

export const setNxFenced: Protocol = {
  title: 'SET NX with a time to live and a fencing token',
  place: 'Redis',
  servers: 1,
  keys: ['lock', 'given', 'seen'],
  life: 1,
  start: 'acquire',
  steps: {
    acquire: ({ me, server }) => {
      if (server.keys.lock != null) return null;
      me.token = nextToken(server);
      server.keys.given = plain(me.token);
      server.keys.lock = { ...plain(me.token), left: setNxFenced.life };
      me.since = 0;
      return { does: `INCR given, SET lock ${me.token} PX: ${me.token}`, next: 'read', leadsTo: 'has the lock' };
    },
    read: (turn) => {
      const { state, me } = turn;
      if (!fence(turn)) return { does: `GET count with ${me.token}: refused`, next: 'refused' };
      me.read = state.count;
      return { does: `GET count with ${me.token}: ${me.read}`, next: 'write' };
    },
    write: (turn) => {
      const { state, me } = turn;
      if (!fence(turn)) return { does: `SET count ${me.read + 1} with ${me.token}: refused`, next: 'refused' };
      state.count = me.read + 1;
      return { does: `SET count ${state.count} with ${me.token}: OK`, next: 'release' };
    },
    release: ({ me, server }) => {
      const still = server.keys.lock?.value === me.token;
      if (still) server.keys.lock = null;
      return { does: `DEL lock if it is ${me.token}: ${still ? 1 : 0}`, next: 'acknowledged' };
    },
  },
  inside: ['read', 'write'],
  conditions: ['in-time', 'kill', 'stall'],
  assumes: ['a contender that was refused goes on with its next increment, and leaves its lock to run out'],
};
