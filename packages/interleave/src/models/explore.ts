/** Every state that any schedule of a model can reach, breadth first, up to the first that breaks a promise. */
import { now } from '../ambient.ts';
import type { Finding } from '../judge.ts';
import { unfinished } from '../progress.ts';
import { isOver, keyOf, letterOf, type Move, moves, type Setting, start } from './moves.ts';
import type { State } from './protocol.ts';

export interface Limits {
  states: number;
  /** Of `now()`: when to give up. */
  until: number;
}

export interface Found extends Finding {
  /** A shortest schedule that leads to it. */
  moves: Move[];
}

export interface Exploration {
  states: number;
  transitions: number;
  /** Whether every state was seen: a violation ends it, and so does a limit. */
  complete: boolean;
  violation: Found | undefined;
}

/** The first way to a state. States are kept as it led to them, so that ways are schedules. */
interface Way {
  state: State;
  from: number;
  move: Move;
  thread: number;
}

export function explore(setting: Setting, limits: Limits): Exploration {
  const first = start(setting);
  const ways: Way[] = [{ state: first, from: -1, move: '', thread: -1 }];
  const ids = new Map([[keyOf(first, setting.protocol), 0]]);
  const before: number[][] = [[]];
  const ends: number[] = [];
  let transitions = 0;
  const result = (complete: boolean, violation?: Found): Exploration => ({
    ...{ states: ways.length, transitions, complete, violation },
  });
  for (let id = 0; id < ways.length; id++) {
    if (ways.length > limits.states || (id % 256 === 0 && now() > limits.until)) return result(false);
    const { state, thread } = ways[id] as Way;
    for (const moved of moves(setting, state, thread)) {
      transitions++;
      const key = keyOf(moved.state, setting.protocol);
      const known = ids.get(key);
      if (known !== undefined) {
        before[known]?.push(id);
        continue;
      }
      const at = ways.push({ state: moved.state, from: id, move: moved.move, thread: moved.thread }) - 1;
      ids.set(key, at);
      before.push([id]);
      if (isOver(moved.state)) ends.push(at);
      const finding = judge(setting, moved.state);
      if (finding !== undefined) return result(false, { ...finding, moves: wayTo(ways, at) });
    }
  }
  const [stuck] = unfinished(before, ends);
  return stuck === undefined ? result(true) : result(true, { ...STUCK, moves: wayTo(ways, stuck) });
}

const STUCK: Finding = { kind: 'endless-spin', says: 'not all contenders can finish any more, whatever the schedule' };

/** What must never be: a hit that was acknowledged and is not in the count; two inside, where no lock has run out. */
export function judge(
  { protocol, condition }: Setting,
  { count, acknowledged, contenders }: State,
): Finding | undefined {
  if (count < acknowledged)
    return { kind: 'lost-update', says: `${acknowledged} hits were acknowledged, and the count is ${count}` };
  const inside = contenders.flatMap(({ at }, who) =>
    protocol.inside.includes(at) ? [`contender ${letterOf(who)}`] : [],
  );
  if (condition === 'in-time' && inside.length > 1)
    return { kind: 'overlap', says: `${inside.join(' and ')} are inside the section at once` };
  return undefined;
}

function wayTo(ways: readonly Way[], at: number): Move[] {
  const list: Move[] = [];
  for (let way = ways[at] as Way; way.from >= 0; way = ways[way.from] as Way) list.unshift(way.move);
  return list;
}
