/**
 * A model of `redis/set-nx`: SET NX with a time to live, and a script that deletes the key if it still has the holder's token.
 *
 * @see packages/store/src/redis/set-nx.ts
 */
import { get, set } from './count.ts';
import { isMine, type Protocol } from './protocol.ts';

export const setNx: Protocol = {
  title: 'SET NX with a time to live',
  place: 'Redis',
  servers: 1,
  keys: ['lock'],
  life: 1,
  start: 'acquire',
  steps: {
    acquire: ({ me, who, server, name }) => {
      if (server.keys.lock != null) return null;
      server.keys.lock = { by: who, value: me.turn, left: setNx.life };
      me.since = 0;
      return { does: `SET lock ${name} NX PX: OK`, next: 'read', leadsTo: 'has the lock' };
    },
    read: get('write'),
    write: set('release'),
    release: (turn) => {
      const still = isMine(turn.server.keys.lock, turn);
      if (still) turn.server.keys.lock = null;
      return { does: `DEL lock if it is ${turn.name}: ${still ? 1 : 0}`, next: 'acknowledged' };
    },
  },
  inside: ['read', 'write'],
  conditions: ['in-time', 'kill', 'stall'],
  assumes: [],
};
