/** One schedule of turns, run from the start: a strategy on its event loop, with the turns given as the schedule says. */
import { refusing } from '../ambient.ts';
import { NotCheckable } from '../not-checkable.ts';
import { writersOf } from '../splits.ts';
import { type Log, type Scene, startTasks } from './contenders.ts';
import { CLOSE_HOPS, type Turn, Turns } from './turns.ts';

export interface Run {
  log: Log;
  turns: Turn[];
  /** What could have been done instead at each point, in a fixed order. */
  options: Turn[][];
}

/**
 * @param prefix the first turns; after them always the first option
 * @param close how many turns of a schedule may follow another before it has settled
 * @throws {NotCheckable} when the strategy makes turns of its own, or cannot take these
 */
export async function runTurns(scene: Scene, prefix: readonly Turn[], close: number): Promise<Run> {
  let problem: string | undefined;
  refusing.refuse = (why) => {
    problem ??= why;
    throw new NotCheckable(why);
  };
  const turns = new Turns();
  const log = startTasks(scene, turns);
  const run: Run = { log, turns: [], options: [] };
  const begun = new Set<number>();
  const writers = writersOf(scene.bound);
  const finished = () => log.done.size === scene.bound.contenders || log.error !== undefined;
  let closeLeft = close;
  await turns.settle(finished);
  while (turns.waiting.size > 0 && problem === undefined && log.error === undefined) {
    const options = optionsNow(turns, scene.alike ? { begun, writers } : undefined, closeLeft);
    const turn = prefix[run.turns.length] ?? (options[0] as Turn);
    if (!options.some((option) => option.task === turn.task && option.hops === turn.hops))
      throw new NotCheckable(UNSTABLE);
    run.options.push(options);
    run.turns.push(turn);
    begun.add(turn.task);
    turns.give(turn.task);
    if (turn.hops === null) await turns.settle(finished);
    else {
      closeLeft--;
      // Here and not in a function of its own, whose return would cost further microtasks.
      for (let hop = 0; hop < turn.hops; hop++) await undefined;
      if (turns.waiting.size === 0) await turns.settle(finished);
    }
  }
  if (problem !== undefined) throw new NotCheckable(problem);
  return run;
}

interface Alike {
  begun: ReadonlySet<number>;
  writers: number;
}

/**
 * Writers that have not begun are alike, so only the first of them may be next; readers likewise.
 *
 * @param alike undefined: they are told apart
 */
function optionsNow({ waiting }: Turns, alike: Alike | undefined, close: number): Turn[] {
  const tasks = [...waiting.keys()].sort((a, b) => a - b);
  const next = alike === undefined ? tasks : tasks.filter((task) => mayBeNext(task, tasks, alike));
  const hops = close > 0 && tasks.length > 1 ? [null, ...Array(CLOSE_HOPS).keys()] : [null];
  return next.flatMap((task) => hops.map((after) => ({ task, hops: after })));
}

const mayBeNext = (task: number, tasks: readonly number[], { begun, writers }: Alike): boolean =>
  begun.has(task) || task === tasks.find((other) => !begun.has(other) && other < writers === task < writers);

const UNSTABLE =
  'it behaves differently when it is run again with the same turns: state outside its fields outlives a run (a module variable, a static field)';
