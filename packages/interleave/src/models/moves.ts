/** What can happen next in a model: a contender's step, its death, time that passes, a clock that runs ahead. */
import { type Condition, type Contender, DEAD, DONE, ENDS, type Key, type Protocol, type State } from './protocol.ts';

/** One contender's letter. */
export const letterOf = (who: number): string => String.fromCharCode('a'.charCodeAt(0) + who);

/** By how many ticks a server's clock may run ahead, and how many contenders may die. */
export const MOST_AHEAD = 1;
export const MOST_KILLED = 1;

/**
 * As tokens spell it: `a`, contender a takes its next step; `a2`, at server 2; `A`, it is killed; `t`, a tick passes; `s2`, the
 * clock of server 2 runs ahead by a tick.
 */
export type Move = string;

export interface Moved {
  move: Move;
  /** Whose move: a contender's number, or that of the contenders: of time. */
  thread: number;
  does: string;
  /** The server that was asked, from 1, where several are; `null`: it was asked by no number. */
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
  const answered = () => Array<boolean>(contenders).fill(false);
  return {
    ...{ count: 0, version: 0, acknowledged: 0 },
    servers: Array.from({ length: protocol.servers }, () => ({ keys: keys(), answered: answered(), ahead: 0 })),
    contenders: Array.from({ length: contenders }, () => fresh(protocol.start, 1)),
  };
}

function fresh(at: string, turn: number): Contender {
  return { at, turn, read: 0, token: 0, votes: 0, since: null };
}

export const isOver = ({ contenders }: State): boolean => contenders.every(({ at }) => at === DONE || at === DEAD);

/** @param text a state as JSON: each move is made in a copy of its own. @param first whose moves come first */
export function* moves(setting: Setting, text: string, first: number): Generator<Moved> {
  const { contenders, servers } = JSON.parse(text) as State;
  const order = [...contenders.keys()].sort((a, b) => Number(b === first) - Number(a === first) || a - b);
  for (const who of order) yield* steps(setting, text, who);
  const thread = contenders.length;
  const passed = pass(setting, JSON.parse(text));
  if (passed !== undefined) yield { move: 't', thread, server: null, leadsTo: null, ...passed };
  if (setting.condition === 'kill') for (const who of order) yield* killed(setting, text, who);
  if (setting.condition === 'drift')
    for (let i = 0; i < servers.length; i++) {
      const ahead = runAhead(setting, JSON.parse(text), i);
      if (ahead !== undefined) yield { move: `s${i + 1}`, thread, server: null, leadsTo: null, ...ahead };
    }
}

function* steps({ protocol, increments }: Setting, text: string, who: number): Generator<Moved> {
  const several = protocol.servers > 1;
  for (let i = 0; i < protocol.servers; i++) {
    const state = JSON.parse(text) as State;
    const me = state.contenders[who] as Contender;
    const step = protocol.steps[me.at];
    if (step === undefined) return;
    const atEach = several && protocol.round?.includes(me.at) === true;
    if (i > 0 && !atEach) return;
    const server = state.servers[i] as State['servers'][number];
    const deed = step({ state, me, who, server, name: `${letterOf(who)}${me.turn}` });
    if (deed === null) continue;
    const leadsTo = [deed.leadsTo, settle(protocol, state, who, deed.then, increments)].filter(Boolean).join(', ');
    yield {
      move: atEach ? `${letterOf(who)}${i + 1}` : letterOf(who),
      ...{ thread: who, does: deed.does, server: atEach ? i + 1 : null, leadsTo: leadsTo === '' ? null : leadsTo, state },
    };
  }
}

/** @returns what it led to, where an increment ended with it */
function settle({ start }: Protocol, state: State, who: number, then: string, increments: number): string | undefined {
  const me = state.contenders[who] as Contender;
  if (!(ENDS as readonly string[]).includes(then)) {
    me.at = then;
    return undefined;
  }
  if (then === 'acknowledged') state.acknowledged++;
  state.contenders[who] = me.turn < increments ? fresh(start, me.turn + 1) : fresh(DONE, me.turn);
  return then === 'acknowledged' ? 'its hit is acknowledged' : then === 'refused' ? 'its hit is refused' : undefined;
}

type Passed = Pick<Moved, 'does' | 'state'>;

/** A tick, unless it changes nothing, or a lock would run out under its holder that must not. */
function pass({ protocol, condition }: Setting, state: State): Passed | undefined {
  const kept = protocol.kept ?? protocol.inside;
  const late = ({ at, since }: Contender) => kept.includes(at) && (since ?? 0) + 1 >= protocol.life;
  if (condition !== 'stall' && state.contenders.some(late)) return undefined;
  const runningOut = state.servers.flatMap((_, i) => age(protocol, state, i) ?? []);
  let changed = runningOut.length > 0;
  for (const contender of state.contenders) {
    if (contender.since === null || contender.since >= protocol.life) continue;
    contender.since++;
    changed = true;
  }
  if (!changed) return undefined;
  const out = runningOut.filter(({ over }) => over);
  return { does: out.length === 0 ? 'a tick' : `a tick: ${said(protocol, out)}`, state };
}

interface Aged {
  server: number;
  name: string;
  over: boolean;
}

/** By a tick of the server's clock; `undefined`: it has nothing that ages. */
function age({ stays }: Protocol, { servers }: State, server: number): Aged[] | undefined {
  const { keys } = servers[server] as State['servers'][number];
  const aging = Object.entries(keys).filter((entry): entry is [string, Key] => (entry[1]?.left ?? 0) > 0);
  if (aging.length === 0) return undefined;
  return aging.map(([name, key]) => {
    const left = (key.left as number) - 1;
    keys[name] = left > 0 || stays ? { ...key, left } : null;
    return { server: server + 1, name, over: left === 0 };
  });
}

function said({ servers, stays }: Protocol, out: readonly Aged[]): string {
  const names = [...new Set(out.map(({ name }) => name))].join(', ');
  const where = servers === 1 ? '' : ` at ${out.map(({ server }) => server).join(', ')}`;
  return `${names} ${stays ? 'is stale' : 'runs out'}${where}`;
}

function runAhead({ protocol }: Setting, state: State, i: number): Passed | undefined {
  const server = state.servers[i] as State['servers'][number];
  if (server.ahead >= MOST_AHEAD) return undefined;
  const aged = age(protocol, state, i);
  if (aged === undefined) return undefined;
  server.ahead++;
  const out = aged.filter(({ over }) => over);
  const does = `the clock of server ${i + 1} runs ahead`;
  return { does: out.length === 0 ? does : `${does}: ${said(protocol, out)}`, state };
}

/** Whoever has asked for nothing yet leaves nothing behind. */
function* killed({ protocol }: Setting, text: string, who: number): Generator<Moved> {
  const state = JSON.parse(text) as State;
  const me = state.contenders[who] as Contender;
  const dead = state.contenders.filter(({ at }) => at === DEAD).length;
  if (dead >= MOST_KILLED || me.at === DONE || me.at === DEAD || (me.at === protocol.start && me.since === null)) return;
  state.contenders[who] = fresh(DEAD, me.turn);
  for (const { answered } of state.servers) answered[who] = false;
  yield { move: letterOf(who).toUpperCase(), thread: who, does: 'is killed', server: null, leadsTo: null, state };
}

/**
 * Equal for states that differ only in who is who, and in which server is which.
 *
 * Contenders are put in the order of what each of them is at; where two are alike, some equal states stay two.
 */
export function keyOf({ servers, contenders, ...shared }: State): string {
  const texts = contenders.map((contender, who) => JSON.stringify([contender, servers.map(({ answered }) => answered[who])]));
  const order = [...texts.keys()].sort((a, b) => compare(texts[a] as string, texts[b] as string));
  const place = new Map(order.map((who, i) => [who, i]));
  const renamed = servers.map(({ keys, answered, ahead }) => {
    const named = Object.values(keys).map((key) => key && [key.by === null ? null : place.get(key.by), key.value, key.left]);
    return JSON.stringify([named, order.map((who) => answered[who]), ahead]);
  });
  return `${JSON.stringify([shared, order.map((who) => contenders[who])])}${renamed.sort().join()}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
