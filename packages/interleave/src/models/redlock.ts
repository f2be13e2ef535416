/**
 * A model of Redlock over several servers, as npm's redlock does it: SET NX with a time to live at each; whoever got most of
 * them in less time than a lock lives has the lock; whoever did not deletes what it got and tries again. To release it is
 * to delete the keys that are still one's own, and an error where these are not most of them.
 *
 * It allows for a drift of the clocks of 1 % and 2 ms, which is less than a tick.
 *
 * @see https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/
 * @see https://github.com/mike-marcacci/node-redlock
 */
import { get, set } from './count.ts';
import { type Deed, isMine, type Protocol, type Turn } from './protocol.ts';

/** Ticks: a lock can be asked for at one time and got at another. */
const LIFE = 2;

/** Whether this was the last answer of a round, which then is over. */
function roundIsOver({ state, who, server }: Turn): boolean {
  server.answered[who] = true;
  if (!state.servers.every(({ answered }) => answered[who])) return false;
  for (const { answered } of state.servers) answered[who] = false;
  return true;
}

/** Asks one server to delete what is still the contender's. */
function give(turn: Turn, step: string, after: (votes: number) => Omit<Deed, 'does'>): Deed | null {
  const { me, who, server, name } = turn;
  if (server.answered[who]) return null;
  const still = isMine(server.keys.lock, turn);
  if (still) {
    server.keys.lock = null;
    me.votes++;
  }
  const does = `DEL lock if it is ${name}: ${still ? 1 : 0}`;
  if (!roundIsOver(turn)) return { does, then: step };
  const { votes } = me;
  me.votes = 0;
  return { does, ...after(votes) };
}

export function redlock(servers: number): Protocol {
  const most = Math.floor(servers / 2) + 1;
  return {
    title: `Redlock over ${servers} ${servers === 1 ? 'server' : 'servers'}`,
    place: 'Redis',
    servers,
    keys: ['lock'],
    life: LIFE,
    start: 'acquire',
    steps: {
      acquire: (turn) => {
        const { me, who, server, name } = turn;
        if (server.answered[who]) return null;
        me.since ??= 0;
        const free = server.keys.lock == null;
        if (free) {
          server.keys.lock = { by: who, value: me.turn, left: LIFE };
          me.votes++;
        }
        const does = `SET lock ${name} NX PX: ${free ? 'OK' : 'nil'}`;
        if (!roundIsOver(turn)) return { does, then: 'acquire' };
        const got = me.votes >= most && me.since < LIFE;
        me.votes = 0;
        return got ? { does, then: 'read', leadsTo: 'has the lock' } : { does, then: 'retract', leadsTo: 'did not get it' };
      },
      retract: (turn) =>
        give(turn, 'retract', () => {
          turn.me.since = null;
          return { then: 'acquire' };
        }),
      read: get('write'),
      write: set('release'),
      release: (turn) =>
        give(turn, 'release', (votes) =>
          votes >= most ? { then: 'acknowledged' } : { then: 'unknown', leadsTo: 'is told that it could not release' },
        ),
    },
    round: ['acquire', 'retract', 'release'],
    inside: ['read', 'write'],
    conditions: servers === 1 ? ['in-time', 'kill', 'stall'] : ['in-time', 'kill', 'stall', 'drift'],
    assumes: ['the count is at a server that has no lock, and does not fail'],
  };
}
