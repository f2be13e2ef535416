/**
 * What a thread does next, for every sequence of results it has been told: a tree that grows as it is asked, with six
 * reductions that make it finite and small. Each can be turned off; each is watched by running what it takes for equal.
 *
 * - rejoin: where no frame of the strategy is live, histories that left the same in the fields become one node. State
 *   outside the fields would be lost by this, so of the histories that were merged some are carried on beside the first.
 * - fold: a spin that would go on alike for 256 rounds leads back to its first round. Copies that spun 1, 3 and 256
 *   rounds more are carried on beside it.
 * - serve: an actor's owner never leaves `serve()`, so there the call stack, the fields and the last two steps stand for
 *   its state. Its local variables could say more; then carrying on beside the first history shows it.
 * - locals: inside a call, ways that met at the same operation, call stack and fields become one node, though their
 *   results differed: a failed `compareExchange` told 1 or 2. What a local variable kept of them would be lost by this, so
 *   of the ways that were merged some are carried on beside the first; where one turns out to go elsewhere, ways are no
 *   longer merged at that line. Ways of different length never close a circle: that is for fold to decide.
 * - twins: contenders share one tree as long as they behave alike whatever their number; every node is run as each of
 *   them.
 * - once: a strategy's `make` is called once for all runs of a thread, not for each. State that its closures keep from one
 *   run to the next would be taken for its own, so every step is run with a `make` of its own as well.
 */
import { NotCheckable } from './not-checkable.ts';
import { type Operation, type OperationKind, type Result, sameOperation } from './operation.ts';
import type { Outcome, Phase, Run, Step } from './run.ts';

export interface Reductions {
  /** States that are equal are one. */
  merge: boolean;
  rejoin: boolean;
  fold: boolean;
  serve: boolean;
  /** Lines at which ways that meet are known to differ; false: nowhere are they merged. */
  locals: ReadonlySet<string> | false;
  twins: boolean;
  once: boolean;
}

export const ALL_REDUCTIONS: Reductions = {
  ...{ merge: true, rejoin: true, fold: true, serve: true, twins: true, once: true },
  locals: new Set<string>(),
};
export const NO_REDUCTIONS: Reductions = {
  ...{ merge: false, rejoin: false, fold: false, serve: false, twins: false, once: false },
  locals: false,
};

export interface Node {
  id: number;
  /** The thread's next operation; undefined when it is done or has thrown. */
  operation: Operation | undefined;
  error: string | undefined;
  phase: Phase;
  increment: number;
  stack: string;
  fields: string | undefined;
  /** On a spin's round. */
  spins: boolean;
  parent: Node | undefined;
  history: readonly Step[];
  /** Other histories that were taken for equal. */
  others: Other[];
  edges: Map<Result, Edge>;
}

export interface Edge {
  node: Node;
  /** See {@link Outcome}. */
  hit: number | undefined;
  began: boolean;
  joint: string | undefined;
}

/** A history that was taken for equal to a node's own, and what it means if it turns out not to be. */
interface Other {
  steps: readonly Step[];
  otherwise: () => Error;
}

/** One of the threads that share a behaviour. */
export interface Actor {
  /** May call `make` once only. */
  run: Run;
  /** Calls `make` each time. */
  fresh: Run;
  /** What its constructor did, before anybody started. */
  built: readonly Step[];
}

/** What was taken for equal is not: explore with less reduction. */
export class Unfounded extends Error {
  readonly instead: Partial<Reductions>;

  constructor(instead: Partial<Reductions>) {
    super(`${Object.keys(instead).join()} does not hold`);
    this.instead = instead;
  }
}

/** Spins that go on alike for so many rounds are taken for endless. A spin budget beyond it would be folded away. */
export const ROUNDS = 256;
const LOOKING: ReadonlySet<OperationKind> = new Set(['read', 'load', 'wait']);
const EXTRA_ROUNDS = [1, 3, ROUNDS];
/**
 * How many histories are carried on beside a node's own. Each is run again at every step, so that they take most of the time;
 * the tests' strategies that hide state are found out by four.
 */
export const MAX_OTHERS = 8;
/** Longer ones end where the node rejoins another, or 256 rounds of a spin would be run again for ever. */
export const MAX_OTHER_STEPS = 64;

const HIDDEN =
  'it keeps state where the checker cannot see it (a closure, a #private name, a module variable): keep it in ordinary fields';
const notAsServed = () => new Unfounded({ serve: false });
const UNSTABLE =
  'it behaves differently when it is run again with the same results: state outside its fields outlives a run (a module variable, a static field)';
const COUNTS_SPINS = 'how long it has spun changes what it does later, so its spins cannot be folded';

export class Behaviour {
  readonly root: Node;
  nodes = 0;
  readonly actors: readonly Actor[];
  readonly reductions: Reductions;
  readonly joints = new Map<string, Node>();
  /** Nodes inside calls, by what shows of them. */
  readonly places = new Map<string, Node[]>();

  constructor(actors: readonly Actor[], reductions: Reductions) {
    this.actors = actors;
    this.reductions = reductions;
    const outcome = this.observe([]);
    this.root = this.add(outcome, [], undefined);
  }

  /** Where the thread stands after its operation at `node` gave `result`. */
  follow(node: Node, result: Result): Edge {
    let edge = node.edges.get(result);
    if (edge === undefined) {
      edge = this.extend(node, result);
      node.edges.set(result, edge);
    }
    return edge;
  }

  extend(node: Node, result: Result): Edge {
    const history = told(node.history, node, result);
    const outcome = this.observe(history);
    const others = node.others.map((other) => ({ ...other, steps: told(other.steps, node, result) }));
    for (const other of others) this.certify(other, outcome, outcome);
    const { hit, began, joint } = outcome;
    return { node: this.target(node, outcome, history, others), hit, began, joint };
  }

  target(node: Node, outcome: Outcome, history: Step[], others: Other[]): Node {
    const between = this.reductions.rejoin && outcome.joint !== undefined;
    const head = !between && this.reductions.fold ? this.headOfSpin(node, outcome, history) : undefined;
    if (head !== undefined) return head;
    const carried = between ? others.filter(({ steps }) => steps.length < MAX_OTHER_STEPS) : others;
    const joint = this.joints.get(this.jointOf(outcome) ?? '');
    const known = joint ?? this.meeting(node, outcome);
    if (known === undefined) return this.add(outcome, history, between ? undefined : node, carried);
    const otherwise = between
      ? () => this.refusal(HIDDEN)
      : joint !== undefined
        ? notAsServed
        : () => this.notAsMet(outcome);
    for (const other of [{ steps: history, otherwise }, ...carried]) this.carryOn(known, other);
    return known;
  }

  /** A node inside the same call at which all that shows is as in `outcome`, and from which no way leads to `node`. */
  meeting(node: Node, outcome: Outcome): Node | undefined {
    const { locals } = this.reductions;
    if (locals === false || outcome.joint !== undefined || outcome.phase === 'serve') return undefined;
    if (outcome.operation === undefined || locals.has(lineOf(outcome))) return undefined;
    return this.places
      .get(placeOf(outcome))
      ?.find((known) => known.others.length < MAX_OTHERS && !leadsTo(known, node));
  }

  notAsMet(outcome: Outcome): Unfounded {
    return new Unfounded({ locals: new Set([...(this.reductions.locals || []), lineOf(outcome)]) });
  }

  jointOf({ joint, serving }: Outcome): string | undefined {
    if (joint !== undefined) return this.reductions.rejoin ? joint : undefined;
    return this.reductions.serve ? serving : undefined;
  }

  add(outcome: Outcome, history: Step[], parent: Node | undefined, others: Other[] = []): Node {
    const { operation, error, phase, increment, stack, fields } = outcome;
    const joint = this.jointOf(outcome);
    const id = this.nodes++;
    const edges = new Map<Result, Edge>();
    const at = { operation, error, phase, increment, stack, fields };
    const node: Node = { id, ...at, spins: false, parent, history, others, edges };
    if (joint !== undefined) this.joints.set(joint, node);
    else if (operation !== undefined) {
      const place = placeOf(outcome);
      this.places.set(place, [...(this.places.get(place) ?? []), node]);
    }
    return node;
  }

  /** Runs every actor, each history at least twice and once afresh, so that what changes from run to run shows. */
  observe(history: readonly Step[]): Outcome {
    const [first, ...rest] = this.actors as [Actor, ...Actor[]];
    const outcome = this.runAs(first, history);
    const isSame = (actor: Actor) => sameEvents(this.runAfresh(actor, history), outcome);
    if (outcome.diverged !== undefined) throw this.refusal(UNSTABLE);
    if (rest.length > 0 && rest.every(isSame)) return outcome;
    if (!isSame(first)) throw this.refusal(UNSTABLE);
    if (rest.length > 0) throw new Unfounded({ twins: false });
    return outcome;
  }

  runAs({ run, built }: Actor, history: readonly Step[]): Outcome {
    return run(after(built, history));
  }

  runAfresh({ fresh, built }: Actor, history: readonly Step[]): Outcome {
    return fresh(after(built, history));
  }

  /** Nothing is refused that may be due to what a closure kept from another run. */
  refusal(why: string): Error {
    return this.reductions.once ? new Unfounded({ once: false }) : new NotCheckable(why);
  }

  /** The other history must lead to the same place, and by way of an edge with the same events. */
  certify({ steps, otherwise }: Other, place: Outcome | Node, edge?: Outcome | Edge): void {
    const outcome = this.runAs(this.actors[0] as Actor, steps);
    const same = edge === undefined || (outcome.joint === edge.joint && outcome.hit === edge.hit);
    if (!same || !alike(outcome, place)) throw otherwise();
  }

  /** Takes another history for equal to the node's own, here and in all that is known to follow. */
  carryOn(node: Node, other: Other): void {
    if (node.others.length === MAX_OTHERS) return;
    this.certify(other, node);
    node.others.push(other);
    for (const [result, edge] of node.edges) {
      const next = { ...other, steps: told(other.steps, node, result) };
      this.certify(next, edge.node, edge);
      if (edge.node.parent === node) this.carryOn(edge.node, next);
    }
  }

  /** The node at which an endless spin began its round, if this step has closed one. */
  headOfSpin(node: Node, outcome: Outcome, history: Step[]): Node | undefined {
    const { operation } = outcome;
    if (operation === undefined) return undefined;
    for (let head: Node | undefined = node; head !== undefined; head = head.parent) {
      if (!here(head, outcome)) continue;
      const round = history.slice(head.history.length);
      // An owner's round that answers somebody is work, which it may well count.
      if (outcome.phase === 'serve' && round.some(({ operation: { kind } }) => !LOOKING.has(kind))) return undefined;
      const spun = (rounds: number) => history.concat(...Array.from({ length: rounds }, () => round));
      const later = this.runAs(this.actors[0] as Actor, spun(ROUNDS));
      if (later.diverged !== undefined || !here(head, later)) continue;
      const otherwise = () => this.refusal(COUNTS_SPINS);
      for (const extra of EXTRA_ROUNDS) this.carryOn(head, { steps: spun(extra - 1), otherwise });
      for (let on: Node = node; ; on = on.parent as Node) {
        on.spins = true;
        if (on === head) return head;
      }
    }
    return undefined;
  }
}

const after = (built: readonly Step[], history: readonly Step[]) =>
  built.length === 0 ? history : [...built, ...history];

const told = (history: readonly Step[], { operation }: Node, result: Result): Step[] => [
  ...history,
  { operation: operation as Operation, result },
];

const lineOf = ({ stack }: Outcome) => stack;

/** All that shows of where a thread is inside a call. */
const placeOf = ({ phase, increment, operation, fields, stack }: Outcome) =>
  JSON.stringify([phase, increment, operation, fields, stack]);

/** By steps inside one call. */
function leadsTo(from: Node, to: Node): boolean {
  const seen = new Set([from]);
  for (const node of seen) {
    if (node === to) return true;
    for (const { node: next, joint } of node.edges.values()) if (joint === undefined) seen.add(next);
  }
  return false;
}

const here = (node: Node, outcome: Outcome) => node.operation !== undefined && alike(outcome, node);

const sameEvents = (a: Outcome, b: Outcome) => a.joint === b.joint && a.hit === b.hit && alike(a, b);

function alike(a: Outcome, b: Outcome | Node): boolean {
  if (a.diverged !== undefined || a.phase !== b.phase || a.increment !== b.increment || a.error !== b.error)
    return false;
  if (a.operation === undefined || b.operation === undefined) return a.operation === b.operation;
  return sameOperation(a.operation, b.operation) && a.stack === b.stack;
}
