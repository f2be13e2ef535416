/** States of a system and the steps between them. */
import type { Edge, Node } from './behaviour.ts';
import type { Operation, Result } from './operation.ts';
import { writersOf } from './splits.ts';
import { type Memory, perform, type System } from './system.ts';

export interface Thread {
  node: Node;
  /** 0 when running; k when it is the kth of those that sleep on its word. */
  sleeps: number;
  /** Where order is watched: bits of the contenders that were already waiting when this one began. */
  ahead: number;
  /** Where order is watched: numbers that those who began later got while this one was still waiting. */
  passedBy: readonly number[];
}

export interface State {
  memory: Memory;
  threads: readonly Thread[];
  /** The numbers that contenders got, ascending. */
  hits: readonly number[];
  /** Where order is watched: how often a waiting contender has been overtaken, at most. */
  overtaken: number;
}

/** `step` does the thread's next operation; `expire` and `spurious` wake a sleeper, by its time limit or for no reason. */
export type Choice = 'step' | 'expire' | 'spurious';

/** What time limits and sleepers may do. */
export interface Rules {
  /** Finite waits may expire at any moment; otherwise they never do. */
  expire: boolean;
  /** Sleepers may wake for no reason. ECMAScript does not allow it; the futex of an operating system does. */
  spurious: boolean;
  /** Watch who overtakes whom, which multiplies the states. */
  order: boolean;
}

export function start({ behaviours, initial }: System): State {
  const threads = behaviours.map(({ root }) => ({ node: root, sleeps: 0, ahead: 0, passedBy: [] }));
  return { memory: initial, threads, hits: [], overtaken: 0 };
}

const isContender = (system: System, thread: number) => thread < system.bound.contenders;

export const isDone = ({ node }: Thread) => node.operation === undefined;

const contendersAreDone = (system: System, { threads }: State) =>
  threads.every((thread, i) => !isContender(system, i) || isDone(thread));

/** What the thread could do next. */
export function choices(system: System, state: State, thread: number, rules: Rules): Choice[] {
  const { node, sleeps } = state.threads[thread] as Thread;
  const { operation } = node;
  if (operation === undefined) return [];
  if (sleeps === 0) return operation.kind === 'start' && !contendersAreDone(system, state) ? [] : ['step'];
  const list: Choice[] = [];
  if (rules.expire && operation.value < Infinity) list.push('expire');
  if (rules.spurious) list.push('spurious');
  return list;
}

/** The state after a thread did one of its {@link choices}. */
export function step(system: System, state: State, thread: number, choice: Choice, rules: Rules): State {
  const next = new Step(system, state, rules);
  next.take(thread, choice);
  return plain(next);
}

/** A state in the making. */
class Step implements State {
  memory: Memory;
  threads: Thread[];
  hits: readonly number[];
  overtaken: number;
  readonly system: System;
  readonly rules: Rules;

  constructor(system: System, { memory, threads, hits, overtaken }: State, rules: Rules) {
    this.system = system;
    this.rules = rules;
    this.memory = memory;
    this.threads = [...threads];
    this.hits = hits;
    this.overtaken = overtaken;
  }

  take(i: number, choice: Choice): void {
    const { node } = this.threads[i] as Thread;
    const operation = node.operation as Operation;
    if (choice !== 'step') this.wake(i, choice === 'expire' ? 'timed-out' : 'ok');
    else if (operation.kind === 'start') this.advance(i, 0);
    else if (operation.kind === 'notify') this.advance(i, this.notify(operation.index, operation.value));
    else this.touch(i, operation);
  }

  touch(i: number, operation: Operation): void {
    const memory = [...this.memory];
    const result = perform(operation, memory, this.system.slots);
    this.memory = memory;
    if (operation.kind !== 'wait') this.advance(i, result);
    else if (result !== operation.expected) this.advance(i, 'not-equal');
    else if (operation.value === 0) this.advance(i, 'timed-out');
    else {
      const others = this.sleepers(operation.index).map((j) => (this.threads[j] as Thread).sleeps);
      this.threads[i] = { ...(this.threads[i] as Thread), sleeps: Math.max(0, ...others) + 1 };
    }
  }

  sleepers(index: number): number[] {
    return this.threads.flatMap(({ sleeps, node }, i) => (sleeps > 0 && node.operation?.index === index ? [i] : []));
  }

  /** In the order in which they went to sleep: ECMAScript, NotifyWaiter and WaiterList records. */
  notify(index: number, howMany: number): number {
    const woken = this.sleepers(index).filter((j) => (this.threads[j] as Thread).sleeps <= howMany);
    const byAge = woken.sort((a, b) => (this.threads[a] as Thread).sleeps - (this.threads[b] as Thread).sleeps);
    for (const j of byAge) this.wake(j, 'ok');
    return woken.length;
  }

  wake(i: number, result: Result): void {
    const { sleeps, node } = this.threads[i] as Thread;
    for (const j of this.sleepers(node.operation?.index as number)) {
      const other = this.threads[j] as Thread;
      if (other.sleeps > sleeps) this.threads[j] = { ...other, sleeps: other.sleeps - 1 };
    }
    this.advance(i, result);
  }

  advance(i: number, result: Result): void {
    const thread = this.threads[i] as Thread;
    const edge = (this.system.behaviours[i] as System['behaviours'][number]).follow(thread.node, result);
    this.threads[i] = { ...thread, node: edge.node, sleeps: 0 };
    if (edge.hit !== undefined) this.hits = [...this.hits, edge.hit].sort((a, b) => a - b);
    if (this.rules.order) this.watchOrder(i, edge);
  }

  /** Among writers: readers get no numbers, and whom they overtake, or are overtaken by, is not watched. */
  watchOrder(i: number, { hit, began }: Edge): void {
    const writers = writersOf(this.system.bound);
    if (hit !== undefined) this.served(i, hit);
    if (!began || i >= writers) return;
    let ahead = 0;
    this.threads.forEach((thread, j) => {
      if (j !== i && j < writers && isWaiting(thread)) ahead |= 1 << j;
    });
    this.threads[i] = { ...(this.threads[i] as Thread), ahead };
  }

  served(i: number, hit: number): void {
    const { ahead, passedBy } = this.threads[i] as Thread;
    this.overtaken = Math.max(this.overtaken, passedBy.filter((earlier) => earlier < hit).length);
    this.threads = this.threads.map((thread, j) => {
      if (j === i) return { ...thread, ahead: 0, passedBy: [] };
      const passed = (ahead & (1 << j)) !== 0;
      return {
        ...thread,
        ahead: thread.ahead & ~(1 << i),
        passedBy: passed ? [...thread.passedBy, hit] : thread.passedBy,
      };
    });
  }
}

/** It has asked, and looks again and again, or sleeps. */
export const isWaiting = ({ node, sleeps }: Thread) => node.phase === 'enter' && (node.spins || sleeps > 0);

/** Twins in one order, so that states which differ only in who is who are one. `order[new place] = old place`. */
export function canonical(system: System, state: State): { state: State; order: number[] } {
  const order = state.threads.map((_, i) => i);
  const { twins, bound } = system;
  if (twins.length === 0) return { state, order };
  const texts = state.threads.map(threadKey);
  const byText = (a: number, b: number) =>
    (texts[a] as string) < (texts[b] as string) ? -1 : texts[a] === texts[b] ? a - b : 1;
  const places = twins.flatMap(([from, to]) => order.slice(from, to).sort(byText));
  places.push(...order.slice(bound.contenders));
  const threads = places.map((old) => state.threads[old] as Thread);
  const moved = threads.some(({ ahead }) => ahead !== 0)
    ? threads.map((thread) => ({ ...thread, ahead: permute(thread.ahead, places) }))
    : threads;
  return { state: { ...state, threads: moved }, order: places };
}

function permute(bits: number, order: readonly number[]): number {
  return order.reduce((moved, old, place) => moved | (((bits >> old) & 1) << place), 0);
}

const plain = ({ memory, threads, hits, overtaken }: State): State => ({ memory, threads, hits, overtaken });

const threadKey = ({ node, sleeps, ahead, passedBy }: Thread) =>
  ahead === 0 && passedBy.length === 0 ? `${node.id}.${sleeps}` : `${node.id}.${sleeps}.${ahead}.${passedBy}`;

/** Equal for equal states. */
export function stateKey({ memory, threads, hits, overtaken }: State): string {
  let length = memory.length;
  while (length > 0 && memory[length - 1] === 0) length--;
  return `${memory.slice(0, length)}|${threads.map(threadKey).join()}|${hits}|${overtaken}`;
}
