/** What can happen next in a model: a contender's step, its death, time that passes, a clock that runs ahead. */
import {
  type Condition,
  type Contender,
  DEAD,
  DONE,
  ENDS,
  type Key,
  type Protocol,
  type Server,
  type State,
} from './protocol.ts';

/** One contender's letter. */
export const letterOf = (who: number): string => String.fromCharCode('a'.charCodeAt(0) + who);

/** By how many ticks a server's clock may run ahead, and how many contenders may die. */
export const MOST_AHEAD = 1;
export const MOST_KILLED = 1;

/**
 * As tokens spell it: `a`, contender a takes its next step; `A`, it is killed; `t`, a tick passes; `s2`, the clock of server 2
 * runs ahead by a tick.
 */
export type Move = string;

export interface Moved {
  move: Move;
  /** Whose move: a contender's number, or that of the contenders: of time. */
  thread: number;
  does: string;
  /** The server that was asked, from 1, where there are several to ask. */
  server: number | null;
  leadsTo: string | null;
  state: State;
}

export interface Setting {
  protocol: Protocol;
  condition: Condition;
  contenders: number;
  increments: number;
}

export function start({ protocol, contenders }: Setting): State {
  const keys = () => Object.fromEntries(protocol.keys.map((name) => [name, null]));
  return {
    ...{ count: 0, version: 0, acknowledged: 0 },
    servers: Array.from({ length: protocol.servers }, () => ({ keys: keys(), ahead: 0 })),
    contenders: Array.from({ length: contenders }, () => fresh(protocol.start, 1)),
  };
}

function fresh(at: string, turn: number): Contender {
  return { at, turn, read: 0, token: 0, server: 0, votes: 0, since: null };
}

export const isOver = ({ contenders }: State): boolean => contenders.every(({ at }) => at === DONE || at === DEAD);

/** What is kept under a name is never changed, but replaced. */
const copied = ({ servers, contenders, ...shared }: State): State => ({
  ...shared,
  servers: servers.map(({ keys, ahead }) => ({ keys: { ...keys }, ahead })),
  contenders: contenders.map((contender) => ({ ...contender })),
});

/** @param first whose moves come first. @returns what each move makes of a copy of the state */
export function* moves(setting: Setting, state: State, first: number): Generator<Moved> {
  const { contenders, servers } = state;
  const order = [...contenders.keys()].sort((a, b) => Number(b === first) - Number(a === first) || a - b);
  for (const who of order) yield* step(setting, copied(state), who);
  const thread = contenders.length;
  const passed = mayPass(setting, state) ? pass(setting, copied(state)) : undefined;
  if (passed !== undefined) yield { move: 't', thread, server: null, leadsTo: null, ...passed };
  if (setting.condition === 'kill') for (const who of order) yield* killed(setting, copied(state), who);
  if (setting.condition === 'drift')
    for (const [i, server] of servers.entries()) {
      if (!mayRunAhead(server)) continue;
      yield { move: `s${i + 1}`, thread, server: null, leadsTo: null, ...runAhead(setting, copied(state), i) };
    }
}

function* step({ protocol, increments }: Setting, state: State, who: number): Generator<Moved> {
  const me = state.contenders[who] as Contender;
  const server = state.servers[me.server] as Server;
  const deed = protocol.steps[me.at]?.({ state, me, who, server, name: `${letterOf(who)}${me.turn}` });
  if (deed == null) return;
  const ended = settle(protocol, state, who, deed.next, increments);
  const leadsTo = [deed.leadsTo, ended].filter(Boolean).join(', ') || null;
  yield { move: letterOf(who), thread: who, does: deed.does, server: deed.at ?? null, leadsTo, state };
}

/** @returns what it led to, where an increment ended with it */
function settle({ start }: Protocol, state: State, who: number, next: string, increments: number): string | undefined {
  const me = state.contenders[who] as Contender;
  if (!(ENDS as readonly string[]).includes(next)) {
    me.at = next;
    return undefined;
  }
  if (next === 'acknowledged') state.acknowledged++;
  state.contenders[who] = me.turn < increments ? fresh(start, me.turn + 1) : fresh(DONE, me.turn);
  return next === 'acknowledged' ? 'its hit is acknowledged' : next === 'refused' ? 'its hit is refused' : undefined;
}

type Passed = Pick<Moved, 'does' | 'state'>;

/** Whether no lock would run out by a tick under a holder that must be done in time. */
function mayPass({ protocol, condition }: Setting, { contenders }: State): boolean {
  const { renewed, inside, life } = protocol;
  if (renewed || condition === 'stall') return true;
  return contenders.every(({ at, since }) => !inside.includes(at) || (since ?? 0) + 1 < life);
}

/** A tick, unless it changes nothing. */
function pass(setting: Setting, state: State): Passed | undefined {
  const { protocol } = setting;
  const runningOut = state.servers.flatMap((_, i) => age(setting, state, i));
  let changed = runningOut.length > 0;
  for (const contender of state.contenders) {
    if (contender.since === null || contender.since >= protocol.life) continue;
    contender.since++;
    changed = true;
  }
  if (!changed) return undefined;
  const out = runningOut.filter(({ over }) => over);
  return { does: out.length === 0 ? 'time passes' : `time passes: ${said(protocol, out)}`, state };
}

interface Aged {
  server: number;
  name: string;
  over: boolean;
}

/** By a tick of the server's clock. @returns what has aged */
function age(setting: Setting, state: State, server: number): Aged[] {
  const { keys } = state.servers[server] as Server;
  const ages = (entry: [string, Key | null]): entry is [string, Key] =>
    (entry[1]?.left ?? 0) > 0 && !isRenewed(setting, state, entry[1] as Key);
  return Object.entries(keys)
    .filter(ages)
    .map(([name, key]) => {
      const left = (key.left as number) - 1;
      keys[name] = left > 0 || setting.protocol.stays ? { ...key, left } : null;
      return { server: server + 1, name, over: left === 0 };
    });
}

/** Whether the contender whose key it is renews it. */
function isRenewed({ protocol, condition }: Setting, { contenders }: State, { by, value }: Key): boolean {
  if (!protocol.renewed || condition === 'stall' || by === null) return false;
  const { at, turn } = contenders[by] as Contender;
  return at !== DEAD && turn === value;
}

function said({ servers, stays }: Protocol, out: readonly Aged[]): string {
  const names = [...new Set(out.map(({ name }) => name))].join(', ');
  const where = servers === 1 ? '' : ` at ${out.map(({ server }) => server).join(', ')}`;
  return `${names} ${stays ? 'is stale' : 'runs out'}${where}`;
}

/** As late as it can: before it makes a lock run out, it makes no difference. */
function mayRunAhead({ ahead, keys }: Server): boolean {
  return ahead < MOST_AHEAD && Object.values(keys).some((key) => key?.left === 1);
}

function runAhead(setting: Setting, state: State, i: number): Passed {
  const { protocol } = setting;
  const out = age(setting, state, i).filter(({ over }) => over);
  (state.servers[i] as Server).ahead++;
  return { does: `the clock of server ${i + 1} runs ahead: ${said(protocol, out)}`, state };
}

/** Whoever has asked for nothing yet leaves nothing behind. */
function* killed({ protocol }: Setting, state: State, who: number): Generator<Moved> {
  const me = state.contenders[who] as Contender;
  const dead = state.contenders.filter(({ at }) => at === DEAD).length;
  if (dead >= MOST_KILLED || me.at === DONE || me.at === DEAD || (me.at === protocol.start && me.since === null))
    return;
  state.contenders[who] = fresh(DEAD, me.turn);
  yield { move: letterOf(who).toUpperCase(), thread: who, does: 'is killed', server: null, leadsTo: null, state };
}

/**
 * Equal for states that differ only in who is who; or, where servers are alike, in which server is which.
 *
 * Contenders are put in the order of what each of them is at; where two are alike, some equal states stay two.
 */
export function keyOf({ servers, contenders, ...shared }: State, { alike }: Protocol): string {
  const texts = contenders.map((contender) => Object.values(contender).join());
  const order = [...texts.keys()].sort((a, b) => compare(texts[a] as string, texts[b] as string));
  const kept = servers.map(({ keys, ahead }) => {
    const named = Object.values(keys).map(
      (key) => key && `${key.by === null ? '' : order.indexOf(key.by)}.${key.value}.${key.left}`,
    );
    return `${ahead},${named.join()}`;
  });
  if (alike) kept.sort();
  return [...Object.values(shared), ...order.map((who) => texts[who]), ...kept].join('|');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
