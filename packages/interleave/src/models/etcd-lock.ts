/**
 * A model of etcd's lock service: each contender makes a key, which lives as long as its lease, and has the lock once no
 * older key is left.
 *
 * @see https://github.com/etcd-io/etcd/blob/release-3.4/clientv3/concurrency/mutex.go
 */
import { get, set } from './count.ts';
import { isMine, type Protocol, type Server, type Turn } from './protocol.ts';

/** The oldest first, for the most contenders that can be explored. */
const KEYS = Array.from({ length: 9 }, (_, i) => `key ${i + 1}`);

/** The keys move up, so that there is room behind the youngest. */
function moveUp({ keys }: Server): void {
  const left = KEYS.flatMap((name) => keys[name] ?? []);
  for (const [i, name] of KEYS.entries()) keys[name] = left[i] ?? null;
}

const placeOf = (turn: Turn): number => KEYS.findIndex((name) => isMine(turn.server.keys[name], turn));

export const etcdLock: Protocol = {
  title: 'etcd’s lock service',
  place: 'etcd',
  servers: 1,
  keys: KEYS,
  life: 1,
  renewed: true,
  start: 'acquire',
  steps: {
    acquire: ({ me, who, server, name }) => {
      moveUp(server);
      const free = KEYS.find((key) => server.keys[key] == null) as string;
      server.keys[free] = { by: who, value: me.turn, left: etcdLock.life };
      return { does: `lock: makes ${name}`, next: 'wait' };
    },
    wait: (turn) => {
      const place = placeOf(turn);
      if (place < 0) return { does: 'lock: its session is over', next: 'refused' };
      if (KEYS.slice(0, place).some((name) => turn.server.keys[name] != null)) return null;
      return { does: `lock: ${turn.name} is the oldest`, next: 'read', leadsTo: 'has the lock' };
    },
    read: get('write'),
    write: set('release'),
    release: (turn) => {
      const name = KEYS[placeOf(turn)];
      if (name !== undefined) turn.server.keys[name] = null;
      return {
        does: `unlock: deletes ${turn.name}${name === undefined ? ', which is gone' : ''}`,
        next: 'acknowledged',
      };
    },
  },
  inside: ['read', 'write'],
  conditions: ['in-time', 'kill', 'stall'],
  assumes: ['a contender whose lease has ended has a new one before it asks for the lock again'],
};
