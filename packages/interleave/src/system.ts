/** The threads of one strategy at one bound, and the memory they share: everything that the explorer steps through. */
import { type ActorStrategy, type CounterStrategy, type LockStrategy, regionsOf, TO_COPY } from '@contend/counter';
import { wordsFor } from '@contend/counter/declaration';
import { type Actor, Behaviour, type Node, type Reductions, Unfounded } from './behaviour.ts';
import { NotCheckable } from './not-checkable.ts';
import { type Operation, told, written } from './operation.ts';
import { type Cast, clientProgram, counterProgram, hostProgram, lockProgram, ownerProgram } from './programs.ts';
import { readerProgram, writerProgram } from './readers.ts';
import { type Program, runnerOf, type Step } from './run.ts';
import { contenderNames, type Split, writersOf } from './splits.ts';

/** Kinds whose contenders are threads over shared memory. */
export type ThreadStrategy = LockStrategy | CounterStrategy | ActorStrategy;

/** What the words hold that anybody has touched, in the order of {@link Slots}; the rest are 0. */
export type Memory = readonly number[];

/** Gives words a place in {@link Memory} in the order in which they are touched. */
class Slots {
  readonly indices: number[] = [];
  readonly places = new Map<number, number>();

  of(index: number): number {
    let place = this.places.get(index);
    if (place === undefined) {
      place = this.indices.push(index) - 1;
      this.places.set(index, place);
    }
    return place;
  }
}

/** Of threads: from the first to before the last. */
type Range = readonly [from: number, to: number];

export interface System {
  strategy: ThreadStrategy;
  bound: Split;
  /** One entry a thread: writers first, then readers, then an actor's owner and its host. Twins have the same one. */
  behaviours: readonly Behaviour[];
  /** Names of the threads, in the same order. */
  names: readonly string[];
  /** What constructors left behind. */
  initial: Memory;
  slots: Slots;
  cast: Cast;
  length: number;
  /** From where to where threads share a behaviour, so that it does not matter who of them is who. */
  twins: readonly Range[];
  /** The count, once all contenders are done. */
  count(memory: Memory, threads: readonly { node: Node }[]): number;
}

/**
 * @param spins what constructors are given for their spin budgets
 * @throws {NotCheckable} when the strategy does what cannot be simulated
 */
export function systemOf(strategy: ThreadStrategy, bound: Split, reductions: Reductions, spins: number): System {
  const words = wordsFor(strategy, bound.contenders);
  const [{ count, base } = { count: 0, base: 0 }] = regionsOf(words, 1);
  const length = base + words;
  const copy = strategy.kind === 'lock' && strategy.reads !== undefined ? count + TO_COPY : undefined;
  const cast: Cast = { count, copy, base, spins, ...bound };
  const { contenders, others } = programsOf(strategy, cast);
  const memory: number[] = [];
  const slots = new Slots();
  const built = [...contenders, ...others].map((program) => construct(program, memory, slots, length, reductions.once));
  const actors = built.slice(0, bound.contenders);
  const extras = built.slice(bound.contenders);
  const apart = (list: Actor[]) => list.map((actor) => new Behaviour([actor], reductions));
  const roles: Range[] = [[0, writersOf(bound)] as const, [writersOf(bound), bound.contenders] as const].filter(
    ([from, to]) => from < to,
  );
  const together = reductions.twins ? roles.map(([from, to]) => twins(actors.slice(from, to), reductions)) : [];
  const twinned = together.length > 0 && together.every((behaviour) => behaviour !== undefined);
  const shared = () => roles.flatMap(([from, to], i) => Array<Behaviour>(to - from).fill(together[i] as Behaviour));
  return {
    strategy,
    bound,
    behaviours: [...(twinned ? shared() : apart(actors)), ...apart(extras)],
    names: [...contenderNames(bound), ...(extras.length > 0 ? ['owner', 'host'] : [])],
    initial: memory,
    slots,
    cast,
    length,
    twins: twinned ? roles : [],
    count: (after, threads) => countOf(after, slots, built, threads, cast),
  };
}

function programsOf(strategy: ThreadStrategy, cast: Cast): { contenders: Program[]; others: Program[] } {
  const each = (make: (contender: number) => Program) => Array.from({ length: cast.contenders }, (_, i) => make(i));
  switch (strategy.kind) {
    case 'lock':
      return { contenders: each(lockPrograms(strategy, cast)), others: [] };
    case 'counter':
      return { contenders: each((i) => counterProgram(strategy, cast, i)), others: [] };
    case 'actor':
      return {
        contenders: each((i) => clientProgram(strategy, cast, i)),
        others: [ownerProgram(strategy, cast), hostProgram(strategy, cast)],
      };
  }
}

function lockPrograms(strategy: LockStrategy, cast: Cast): (contender: number) => Program {
  if (strategy.reads === undefined) return (i) => lockProgram(strategy, cast, i);
  return (i) => (i < writersOf(cast) ? writerProgram : readerProgram)(strategy, cast, i);
}

/** Runs a constructor to its end; the harness lets nobody start before all are made. */
function construct(program: Program, memory: number[], slots: Slots, length: number, once: boolean): Actor {
  const fresh = runnerOf(program, length, false);
  const built: Step[] = [];
  for (;;) {
    const { operation, phase, error } = fresh(built);
    if (error !== undefined && phase === 'construct') throw new NotCheckable(`its constructor throws: ${error}`);
    if (phase !== 'construct' || operation === undefined)
      return { built, fresh, run: once ? runnerOf(program, length, true) : fresh };
    if (operation.kind === 'wait') throw new NotCheckable('its constructor waits for others, who have not started yet');
    built.push({ operation, result: perform(operation, memory, slots) });
  }
}

/** Does an operation on memory. Who sleeps and who wakes is not its business. */
export function perform(operation: Operation, memory: number[], slots: Slots): number {
  if (operation.kind === 'notify') return 0;
  const slot = slots.of(operation.index);
  const old = memory[slot] ?? 0;
  // Without holes, so that a memory reads the same whoever touched its words first.
  while (memory.length <= slot) memory.push(0);
  memory[slot] = written(operation, old);
  return told(operation, old);
}

function twins(actors: readonly Actor[], reductions: Reductions): Behaviour | undefined {
  try {
    return new Behaviour(actors, reductions);
  } catch (error) {
    if (error instanceof Unfounded && error.instead.twins === false) return undefined;
    throw error;
  }
}

function countOf(
  memory: Memory,
  slots: Slots,
  actors: readonly Actor[],
  threads: readonly { node: Node }[],
  cast: Cast,
): number {
  const teller = actors.length > cast.contenders ? actors.length - 1 : 0;
  const { fresh, built } = actors[teller] as Actor;
  const { node } = threads[teller] as { node: Node };
  let count = memory[slots.of(cast.count)] ?? 0;
  const scratch = [...memory];
  fresh([...built, ...node.history], {
    answer: (operation) => perform(operation, scratch, slots),
    count(value) {
      count = value;
    },
  });
  return count;
}
