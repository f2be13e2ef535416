/** Every order of turns, each run from the start: what promises hold cannot be copied, so states are not merged. */
import { now, withhold } from '../ambient.ts';
import { gravestFirst, type Options, type Outcome } from '../climb.ts';
import { VIOLATIONS, type ViolationKind } from '../judge.ts';
import type { ViolationReport } from '../report.ts';
import { contenderNames, type Split } from '../splits.ts';
import { apart } from '../together.ts';
import type { Trace } from '../trace.ts';
import { type Log, type Pace, type Scene, sceneOf, type TaskStrategy } from './contenders.ts';
import { allCame, judgeLog, type Late, overtaken, together } from './judge.ts';
import { type Run, runTurns } from './schedule.ts';
import { encodeTurns } from './token.ts';
import type { Turn } from './turns.ts';

const PACES: readonly Pace[] = ['tight', 'await'];
/** How many turns of one schedule may come before the one before them has settled: two, where that is affordable. */
const closeTurns = ({ contenders, increments }: Split) => (contenders * increments <= 4 ? 2 : 1);

/** @throws {NotCheckable} */
export async function exploreTasks(
  strategy: TaskStrategy,
  bound: Split,
  options: Options,
  until: number,
): Promise<Outcome> {
  const best = new Map<ViolationKind, { run: Run; finding: Late; scene: Scene }>();
  const violations: ViolationReport[] = [];
  let schedules = 0;
  let most = 0;
  let inside = 0;
  let crowd: { run: Run; scene: Scene } | undefined;
  let complete = true;
  const giveBack = withhold();
  try {
    for (const scene of PACES.map((pace) => sceneOf(strategy, bound, pace)))
      for await (const run of everyRun(scene, closeTurns(bound))) {
        if (++schedules > options.states || now() > until) {
          complete = false;
          break;
        }
        most = Math.max(most, overtaken(run.log));
        inside = Math.max(inside, together(run.log));
        if (allCame(run.log, bound.contenders)) crowd ??= { run, scene };
        for (const finding of judgeLog(run.log, strategy, bound)) {
          const known = best.get(finding.kind);
          if (known === undefined || weight(run, finding) < weight(known.run, known.finding))
            best.set(finding.kind, { run, finding, scene });
        }
      }
    // Those who meet a writer may have to wait.
    const allRead = bound.readers === bound.contenders;
    if (allRead && complete && best.size === 0 && inside < bound.readers && crowd !== undefined) {
      const after = crowd.run.log.events.length;
      const finding: Late = { kind: 'readers-exclude-each-other', says: apart(inside, bound.readers), after };
      best.set(finding.kind, { ...crowd, finding });
    }
    for (const { run, finding, scene } of best.values()) violations.push(await report(run, finding, scene));
  } finally {
    giveBack();
  }
  const watched = strategy.order !== 'none' && complete;
  return {
    states: null,
    transitions: schedules,
    complete,
    overtaken: watched ? most : null,
    violations: gravestFirst(violations, VIOLATIONS),
  };
}

/** Depth first: the last turn that had another option left takes it, and what follows starts over. */
export async function* everyRun(scene: Scene, close: number): AsyncGenerator<Run> {
  for (let prefix: Turn[] | undefined = []; prefix !== undefined; ) {
    const run: Run = await runTurns(scene, prefix, close);
    yield run;
    prefix = following(run);
  }
}

function following({ turns, options }: Run): Turn[] | undefined {
  for (let i = turns.length - 1; i >= 0; i--) {
    const turn = turns[i] as Turn;
    const list = options[i] as Turn[];
    const at = list.findIndex(({ task, hops }) => task === turn.task && hops === turn.hops);
    const next = list[at + 1];
    if (next !== undefined) return [...turns.slice(0, i), next];
  }
  return undefined;
}

/** Short before long, then few switches, then few turns that come close. */
function weight({ turns, log }: Run, { after }: Late): number {
  const switches = log.events.slice(0, after).filter(({ task }, i, all) => task !== all[i - 1]?.task).length;
  const close = turns.filter(({ hops }) => hops !== null).length;
  return after * 10_000 + switches * 100 + close;
}

async function report({ turns }: Run, { kind, says, after }: Late, scene: Scene): Promise<ViolationReport> {
  const { bound, pace } = scene;
  const trace = traceOf((await sitedRun(scene, turns)).log, bound, after);
  trace.shows.push({ kind, says });
  const { contenders, increments, readers } = bound;
  const token = encodeTurns({ bound, pace, turns });
  return { kind, says, bound: { contenders, increments }, readers, trace, token };
}

/** The schedule run again with its places in the source, unless it goes elsewhere with them. */
export async function sitedRun(scene: Scene, turns: readonly Turn[]): Promise<Run> {
  const plain = await runTurns(scene, turns, turns.length);
  const seen = await runTurns({ ...scene, sites: true }, turns, turns.length).catch(() => plain);
  const deeds = ({ log }: Run): string => JSON.stringify(log.events.map(({ task, does }) => [task, does]));
  return deeds(seen) === deeds(plain) ? seen : plain;
}

export function traceOf(log: Log, bound: Split, after: number): Trace {
  const threads = contenderNames(bound);
  const steps = log.events.slice(0, after).map(({ task, does, leadsTo, file, line, memory, waiting }) => {
    const asleep = Object.fromEntries(waiting.map((other) => [threads[other] as string, 'a promise']));
    return { thread: task, does, leadsTo, file, line, memory, asleep };
  });
  return { threads, steps, shows: [] };
}
