/** One bound of a strategy whose contenders are threads, explored under every rule that matters to it. */
import { withhold } from './ambient.ts';
import { ALL_REDUCTIONS, type Reductions, Unfounded } from './behaviour.ts';
import { gravestFirst, type Options, type Outcome } from './climb.ts';
import { type Exploration, explore, type Limits } from './explore.ts';
import { endlessSpin, VIOLATIONS } from './judge.ts';
import { NotCheckable } from './not-checkable.ts';
import type { ViolationReport } from './report.ts';
import { scheduleTo } from './schedule.ts';
import { type Split, writersOf } from './splits.ts';
import type { Rules, State } from './state.ts';
import { type System, systemOf, type ThreadStrategy } from './system.ts';
import { readersApart } from './together.ts';
import { encode, type Recording, TokenError } from './token.ts';
import { retrace } from './trace.ts';

/**
 * @returns explores a bound, split into writers and readers. What did not hold at one is not tried at the next
 * @throws {NotCheckable}
 */
export function threadsExplorer(strategy: ThreadStrategy, options: Options): (bound: Split, until: number) => Outcome {
  let founded = ALL_REDUCTIONS;
  return (bound, until) =>
    exploreThreads(strategy, bound, options, until, (body) =>
      withFounded(founded, (reductions) => {
        founded = reductions;
        return body(reductions);
      }),
    );
}

function exploreThreads(
  strategy: ThreadStrategy,
  bound: Split,
  options: Options,
  until: number,
  reduced: (body: (reductions: Reductions) => Outcome) => Outcome,
): Outcome {
  const limits: Limits = { states: options.states, until, depth: Infinity };
  const giveBack = withhold();
  try {
    return reduced((reductions) => {
      const system = systemOf(strategy, bound, reductions, options.spins);
      const explorations: Exploration[] = [];
      const passes = () => explorations.every(({ complete, found }) => complete && found.size === 0);
      const pass = (rules: Partial<Rules>) => {
        const all: Rules = { expire: true, spurious: options.spurious, order: false, ...rules };
        explorations.push(explore(system, all, true, limits));
      };
      pass({});
      // A time limit hides a lost wake-up: it must go well without.
      if (explorations.some(({ timed }) => timed) && passes()) pass({ expire: false });
      const ordered = strategy.order !== 'none' && writersOf(bound) > 1;
      if (ordered && passes()) pass({ order: true });
      const apart = passes() ? readersApart(explorations[0] as Exploration) : undefined;
      if (apart !== undefined) explorations[0]?.found.set(apart.kind, apart);
      try {
        return summary(strategy, bound, options, system, explorations);
      } catch (error) {
        if (!(error instanceof Elsewhere)) throw error;
        // Ways that were merged though a local variable told them apart may lead to what no schedule leads to.
        if (reductions.locals !== false) throw new Unfounded({ locals: false });
        // So may what a closure kept from another run.
        if (reductions.once) throw new Unfounded({ once: false });
        throw new NotCheckable(error.message);
      }
    });
  } finally {
    giveBack();
  }
}

/** Runs with these reductions, and with less wherever they turn out not to hold. */
export function withFounded<T>(reductions: Reductions, body: (reductions: Reductions) => T): T {
  try {
    return body(reductions);
  } catch (error) {
    if (!(error instanceof Unfounded)) throw error;

    return withFounded({ ...reductions, ...error.instead }, body);
  }
}

function summary(
  strategy: ThreadStrategy,
  bound: Split,
  options: Options,
  system: System,
  explorations: readonly Exploration[],
): Outcome {
  const sum = (count: (exploration: Exploration) => number) => explorations.reduce((all, one) => all + count(one), 0);
  const watched = explorations.find(({ rules }) => rules.order);
  return {
    states: sum(({ states }) => states.length),
    transitions: sum(({ transitions }) => transitions),
    complete: explorations.every(({ complete }) => complete),
    overtaken: watched?.overtaken ?? null,
    violations: gravestFirst(
      explorations.flatMap((exploration) => violationsIn(strategy, bound, options, system, exploration)),
      VIOLATIONS,
    ),
  };
}

function violationsIn(
  strategy: ThreadStrategy,
  bound: Split,
  { spins }: Options,
  system: System,
  exploration: Exploration,
): ViolationReport[] {
  return [...exploration.found.values()].map(({ kind, says, at }) => {
    const { moves, who } = scheduleTo(exploration, at);
    const recording = { bound, spins, expire: exploration.rules.expire, moves };
    const { system: unreduced, end, ...trace } = retraced(strategy, recording);
    if (!sameState(system, exploration.states[at] as State, unreduced, end, who)) throw new Elsewhere();
    // What no single state shows is added here: that nothing leads out of it, who overtook whom, what no schedule leads to.
    if (kind === 'endless-spin') trace.shows.push(endlessSpin(unreduced, end));
    if (kind === 'overtaken' || kind === 'readers-exclude-each-other') trace.shows.push({ kind, says });
    const shown = trace.shows.find((finding) => finding.kind === kind);
    if (shown === undefined) throw new Elsewhere();
    const { contenders, increments, readers } = bound;
    return { kind, says: shown.says, bound: { contenders, increments }, readers, trace, token: encode(recording) };
  });
}

/** The schedule that was found is not one. */
class Elsewhere extends Error {
  constructor() {
    super('a schedule that was found ends elsewhere when it is run from its start: it keeps state outside its fields');
  }
}

function retraced(strategy: ThreadStrategy, recording: Recording): ReturnType<typeof retrace> {
  try {
    return retrace(strategy, recording);
  } catch (error) {
    throw error instanceof TokenError ? new Elsewhere() : error;
  }
}

/** Nothing is reported that a run from the start, without any reduction, does not lead to as well. */
function sameState(a: System, found: State, b: System, run: State, who: readonly number[]): boolean {
  const text = ({ slots }: System, { memory }: State) =>
    JSON.stringify(
      memory.flatMap((value, slot) => (value === 0 ? [] : [`${slots.indices[slot]}=${value}`])).toSorted(),
    );
  return (
    text(a, found) === text(b, run) &&
    found.threads.every(({ node, sleeps }, place) => {
      const other = run.threads[who[place] as number];
      if (other === undefined || sleeps !== other.sleeps || node.phase !== other.node.phase) return false;
      return JSON.stringify(node.operation) === JSON.stringify(other.node.operation) && node.error === other.node.error;
    })
  );
}
