/** A schedule of a model step by step. */
import { TokenError } from '../token.ts';
import { NOWHERE, type Trace, type TraceStep } from '../trace.ts';
import { judge } from './explore.ts';
import { letterOf, type Move, type Moved, moves, type Setting, start } from './moves.ts';
import type { Key, Protocol, State } from './protocol.ts';

/** @throws {TokenError} when the model cannot take these moves */
export function retrace(setting: Setting, list: readonly Move[]): Trace {
  const { protocol, contenders } = setting;
  let state = start(setting);
  const taken = list.map((move) => {
    const next = [...moves(setting, state, -1)].find((each) => each.move === move);
    if (next === undefined) throw new TokenError();
    state = next.state;
    return next;
  });
  const names = Array.from({ length: contenders }, (_, who) => `contender ${letterOf(who)}`);
  const finding = judge(setting, state);
  return {
    threads: [...names, 'time'],
    steps: rounds(taken).map((round) => shown(round, protocol)),
    shows: finding === undefined ? [] : [finding],
    keptIn: protocol.place,
  };
}

/** The same command with the same answer, at one server after the other, is one line. */
function rounds(taken: readonly Moved[]): Moved[][] {
  const list: Moved[][] = [];
  for (const moved of taken) {
    const before = list.at(-1)?.[0];
    const alike = before?.server != null && moved.server !== null && before.thread === moved.thread;
    if (alike && before.does === moved.does) list.at(-1)?.push(moved);
    else list.push([moved]);
  }
  return list;
}

function shown(round: readonly Moved[], protocol: Protocol): TraceStep {
  const { thread, does, state, leadsTo } = round.at(-1) as Moved;
  const servers = round.flatMap(({ server }) => server ?? []).sort();
  return {
    thread,
    does: servers.length === 0 ? does : `${does} at ${servers.join(', ')}`,
    leadsTo,
    ...NOWHERE,
    memory: kept(state, protocol),
    asleep: {},
  };
}

/** What servers keep that is not 0; of several, what each has under a name. */
function kept({ count, servers }: State, { keys }: Protocol): TraceStep['memory'] {
  const named = keys.flatMap((name) => {
    const all = servers.map((server) => server.keys[name]);
    return all.every((key) => key == null) ? [] : [[name, all.map(textOf).join(' ')] as const];
  });
  return { ...Object.fromEntries(named), ...(count === 0 ? {} : { count }) };
}

function textOf(key: Key | null | undefined): string {
  if (key == null) return '-';
  const value = key.by === null ? String(key.value) : `${letterOf(key.by)}${key.value}`;
  return key.left === 0 ? `${value} (stale)` : value;
}
