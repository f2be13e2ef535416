/** Which schedule to show for a state that was found: a shortest one, and of these one with the fewest preemptions. */
import { type Exploration, type Transition, transitions } from './explore.ts';
import { type Choice, choices, type State, stateKey } from './state.ts';

/** One step of a schedule, by a thread that keeps its number. */
export interface Move {
  thread: number;
  choice: Choice;
}

export interface Schedule {
  moves: Move[];
  /** `who[place in the state that was found] = thread`. */
  who: number[];
}

/** A way to a state, with its last step. */
interface Way {
  /** Preemptions, then switches. */
  cost: number;
  step?: Transition;
  previous?: Way;
}

/** Taking the processor from somebody who could go on is dearer than any number of other switches. */
const PREEMPTION = 1_000;

/** @param at a state of the exploration, whose equal states were merged */
export function scheduleTo({ system, rules, states, ids, depths, before }: Exploration, at: number): Schedule {
  const relevant = new Set([at]);
  for (const id of relevant)
    for (const from of before[id] ?? []) if ((depths[from] as number) + 1 === depths[id]) relevant.add(from);

  // Ways by the state they lead to and by the place of the thread that moved last.
  const ways = new Map<number, Map<number, Way>>([[0, new Map([[-1, { cost: 0 }]])]]);
  for (const id of [...relevant].sort((a, b) => a - b)) {
    const state = states[id] as State;
    for (const step of transitions(system, state, rules)) {
      const next = ids.get(stateKey(step.state)) as number;
      if (!relevant.has(next) || depths[next] !== (depths[id] as number) + 1) continue;
      const known = ways.get(next) ?? new Map<number, Way>();
      ways.set(next, known);
      const place = step.order.indexOf(step.thread);
      for (const [last, way] of ways.get(id) ?? []) {
        const cost =
          way.cost + switchCost(last, step.thread, last >= 0 && choices(system, state, last, rules).length > 0);
        if (cost < (known.get(place)?.cost ?? Infinity)) known.set(place, { cost, step, previous: way });
      }
    }
  }
  const arrivals = [...(ways.get(at)?.values() ?? [])];
  return named(
    arrivals.reduce((best, way) => (way.cost < best.cost ? way : best)),
    system.behaviours.length,
    system,
  );
}

function switchCost(last: number, next: number, couldGoOn: boolean): number {
  if (last === next || last < 0) return 0;
  return couldGoOn ? PREEMPTION : 1;
}

/** From places in sorted states back to threads; twins are numbered in the order in which they first move. */
function named(arrival: Way, threads: number, { twins }: Exploration['system']): Schedule {
  const steps: Transition[] = [];
  for (let way = arrival; way.step !== undefined; way = way.previous as Way) steps.unshift(way.step);
  let who = Array.from({ length: threads }, (_, i) => i);
  const moves = steps.map(({ thread, choice, order }) => {
    const move = { thread: who[thread] as number, choice };
    who = order.map((old) => who[old] as number);
    return move;
  });
  if (twins.length === 0) return { moves, who };
  const byFirstMove = [...new Set([...moves.map(({ thread }) => thread), ...who.toSorted((a, b) => a - b)])];
  const contenders = twins.flatMap(([from, to]) => byFirstMove.filter((thread) => thread >= from && thread < to));
  const rename = (thread: number) => (thread < contenders.length ? contenders.indexOf(thread) : thread);
  return { moves: moves.map(({ thread, choice }) => ({ thread: rename(thread), choice })), who: who.map(rename) };
}
