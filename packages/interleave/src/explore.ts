/**
 * Every state that any schedule can reach, breadth first, so that what is found is found by a shortest schedule.
 */
import { now } from './ambient.ts';
import { deadlock, ENDS, endlessSpin, type Finding, judge, type ViolationKind } from './judge.ts';
import { bottomOf, unfinished } from './progress.ts';
import { type Choice, canonical, choices, isDone, type Rules, type State, start, stateKey, step } from './state.ts';
import type { System } from './system.ts';

export interface Limits {
  /** States at one bound. */
  states: number;
  /** Of `now()`: when to give up. */
  until: number;
  /** Schedules are cut off after so many steps: for exploring without the reductions that make them finite. */
  depth: number;
}

export interface Transition {
  thread: number;
  choice: Choice;
  /** Canonical. */
  state: State;
  /** `order[place in the new state] = place in the old one`. */
  order: readonly number[];
}

export interface Exploration {
  system: System;
  rules: Rules;
  states: State[];
  /** By `stateKey`; empty where equal states are not merged. */
  ids: ReadonlyMap<string, number>;
  /** How many steps a shortest schedule takes to each state. */
  depths: number[];
  /** The states that lead to each state. */
  before: number[][];
  transitions: number;
  /** Ways to the end: counts schedules where equal states are not merged. */
  ends: number;
  /** The first of each kind. */
  found: Map<ViolationKind, Finding & { at: number }>;
  /** Most hits that later arrivals got before a waiting contender; where order is watched. */
  overtaken: number;
  /** False when a limit ended it. */
  complete: boolean;
  /** A finite wait was met. */
  timed: boolean;
}

/** All that can happen next in a state. */
export function* transitions(system: System, state: State, rules: Rules): Generator<Transition> {
  for (let thread = 0; thread < state.threads.length; thread++)
    for (const choice of choices(system, state, thread, rules))
      yield { thread, choice, ...canonical(system, step(system, state, thread, choice, rules)) };
}

/** @param merge whether equal states are one */
export function explore(system: System, rules: Rules, merge: boolean, limits: Limits): Exploration {
  const first = canonical(system, start(system)).state;
  const states = [first];
  const depths = [0];
  const before: number[][] = [[]];
  const ids = new Map([[stateKey(first), 0]]);
  const found: Exploration['found'] = new Map();
  const finished: number[] = [];
  const result: Exploration = {
    ...{ system, rules, states, ids, depths, before, found },
    ...{ transitions: 0, ends: 0, overtaken: 0, complete: true, timed: false },
  };

  function visit(id: number): void {
    const state = states[id] as State;
    const findings = judge(system, state, rules);
    for (const finding of findings) if (!found.has(finding.kind)) found.set(finding.kind, { ...finding, at: id });
    result.overtaken = Math.max(result.overtaken, state.overtaken);
    if (findings.some(({ kind }) => ENDS.has(kind)) || (depths[id] as number) >= limits.depth) {
      finished.push(id);
      return;
    }
    if (state.threads.every(isDone)) {
      finished.push(id);
      result.ends++;
    }
    for (const { node, sleeps } of state.threads)
      if (sleeps > 0 && (node.operation?.value ?? Infinity) < Infinity) result.timed = true;
    for (const { state: next } of transitions(system, state, rules)) reach(next, id);
  }

  function reach(next: State, from: number): void {
    result.transitions++;
    const key = merge ? stateKey(next) : '';
    let id = merge ? ids.get(key) : undefined;
    if (id === undefined) {
      id = states.push(next) - 1;
      depths.push((depths[from] as number) + 1);
      before.push([]);
      if (merge) ids.set(key, id);
    }
    before[id]?.push(from);
  }

  for (let id = 0; id < states.length; id++) {
    if (states.length > limits.states || (id % 256 === 0 && now() > limits.until)) {
      result.complete = false;
      return result;
    }
    visit(id);
  }
  findStuck(result, finished);
  return result;
}

/** States from which no schedule leads to the end. */
function findStuck({ system, rules, states, before, found }: Exploration, finished: readonly number[]): void {
  const stuck = unfinished(before, finished);
  for (const at of stuck) {
    const dead = deadlock(system, states[at] as State, rules);
    if (dead === undefined) continue;
    found.set('deadlock', { ...dead, at });
    return;
  }
  if (stuck.length === 0) return;
  const at = bottomOf(stuck, before);
  found.set('endless-spin', { ...endlessSpin(system, states[at] as State), at });
}
