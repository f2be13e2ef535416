/**
 * A model of Redlock over several servers: SET NX with a time to live at one server after the other; whoever got most of them
 * in less time than a lock lives has the lock; whoever did not deletes what it got and tries again. To release it is to
 * delete what is still one's own. As npm's redlock does, it ends in an error where that is at less than most of the servers.
 *
 * It allows for a drift of the clocks of 1 % and 2 ms, which is less than a tick.
 *
 * @see https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/
 * @see https://github.com/mike-marcacci/node-redlock
 */
import { get, set } from './count.ts';
import { type Deed, isMine, type Protocol, type Server, type Turn } from './protocol.ts';

/** Whether a server gives its lock to a contender, of which it then is for so many ticks. */
function take({ keys }: Server, { who, me }: Turn, life: number): boolean {
  if (keys.lock != null) return false;
  keys.lock = { by: who, value: me.turn, left: life };
  me.votes++;
  return true;
}

/** Asks the next server, or all of them at once. @returns what they said */
function ask(turn: Turn, { servers, life, atOnce }: Over): Pick<Deed, 'does' | 'at'> {
  const { state, me, name } = turn;
  me.since ??= 0;
  const does = `SET lock ${name} NX PX`;
  if (!atOnce) {
    const at = me.server + 1;
    me.server = at % servers;
    return { does: `${does}: ${take(turn.server, turn, life) ? 'OK' : 'nil'}`, ...(servers === 1 ? {} : { at }) };
  }
  const said = Map.groupBy(state.servers.keys(), (i) => (take(state.servers[i] as Server, turn, life) ? 'OK' : 'nil'));
  const answers = [...said].map(([answer, at]) => `${answer} at ${at.map((i) => i + 1).join(', ')}`);
  return { does: `${does}: ${answers.join(', ')}` };
}

/** Deletes what is still the contender's, at all servers. @returns how many still were */
function give({ state, ...turn }: Turn): number {
  const mine = state.servers.filter(({ keys }) => isMine(keys.lock, { state, ...turn }));
  for (const { keys } of mine) keys.lock = null;
  return mine.length;
}

interface Over {
  servers: number;
  /** Of a lock, in ticks; from 2 on, some of a contender's keys can run out before others. */
  life: number;
  /** Whether all servers are asked in one step. Otherwise each is one. */
  atOnce: boolean;
}

export function redlock(over: Over): Protocol {
  const { servers, life, atOnce } = over;
  const most = Math.floor(servers / 2) + 1;
  return {
    title:
      servers === 1
        ? 'Redlock over 1 server'
        : `Redlock over ${servers} servers, asked ${atOnce ? 'at once' : 'in turn'}`,
    place: 'Redis',
    servers,
    ...(atOnce ? { alike: true } : {}),
    keys: ['lock'],
    life,
    start: 'acquire',
    steps: {
      acquire: (turn) => {
        const { me } = turn;
        const asked = ask(turn, over);
        if (me.server > 0) return { ...asked, next: 'acquire' };
        const got = me.votes >= most && (me.since ?? 0) < life;
        me.votes = 0;
        return { ...asked, ...(got ? { next: 'read', leadsTo: 'has the lock' } : { next: 'retract' }) };
      },
      retract: (turn) => {
        const freed = give(turn);
        turn.me.since = null;
        return { does: `DEL lock if it is ${turn.name}: ${freed}`, next: 'acquire', leadsTo: 'tries again' };
      },
      read: get('write'),
      write: set('release'),
      release: (turn) => {
        const freed = give(turn);
        const does = `DEL lock if it is ${turn.name}: ${freed}`;
        return freed < most
          ? { does, next: 'unknown', leadsTo: 'is told that it was late' }
          : { does, next: 'acknowledged' };
      },
    },
    inside: ['read', 'write'],
    conditions: servers === 1 ? ['in-time', 'kill', 'stall'] : ['in-time', 'stall', 'drift'],
    ...(servers === 1 || atOnce ? {} : { most: { contenders: 2, increments: 2 } }),
    assumes: [
      'the count is at a server of its own',
      ...(servers === 1 ? [] : ['what is released is released at all servers at once']),
      ...(servers === 1 || atOnce
        ? []
        : ['servers are asked one after the other, by all contenders in the same order']),
      ...(atOnce ? ['servers are asked all at once, in one step'] : []),
    ],
  };
}
