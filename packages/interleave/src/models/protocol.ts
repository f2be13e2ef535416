/**
 * What a model of a protocol consists of: the steps of a contender, each of which is one command to a server, as a table of
 * small functions. It is written by hand after the strategy that declares it, whose own source is not run.
 */

import type { Bound } from '../splits.ts';

/** What a server keeps under a name. It is replaced, never changed. */
export interface Key {
  /** The contender whose it is, from 0; `null`: it is nobody's. */
  by: number | null;
  value: number;
  /** Ticks until it runs out, by the server's clock; `null`: never. */
  left: number | null;
}

export interface Server {
  keys: Record<string, Key | null>;
  /** Ticks by which its clock has run ahead of time. */
  ahead: number;
}

export interface Contender {
  /** The step that it takes next, {@link DONE} or {@link DEAD}. */
  at: string;
  /** Which increment it is at, from 1. */
  turn: number;
  /** The count that it has read. */
  read: number;
  /** A number that it was given with its lock, or with the count. */
  token: number;
  /** The server that it asks next, of those that it asks one after the other. */
  server: number;
  /** How many servers have said yes in this round. */
  votes: number;
  /** Ticks since it asked for the lock that it has, or is about to get; `null`: it has none. */
  since: number | null;
}

export const DONE = 'done';
export const DEAD = 'dead';

export interface State {
  count: number;
  /** How often the count was written. Kept by protocols alone that compare it. */
  version: number;
  /** Increments that contenders were told of as made. */
  acknowledged: number;
  servers: Server[];
  contenders: Contender[];
}

/** A step about to be taken: what it may look at and change, all of it in one go. */
export interface Turn {
  state: State;
  me: Contender;
  /** The contender's number. */
  who: number;
  /** The server that it asks. */
  server: Server;
  /** As a trace shows its lock's value: `a1` is that of the first increment of contender a. */
  name: string;
}

/** How an increment may end: it was made; it surely was not; nobody knows. */
export const ENDS = ['acknowledged', 'refused', 'unknown'] as const;
export type End = (typeof ENDS)[number];

export interface Deed {
  /** The command and its answer: `GET count: 0`. */
  does: string;
  /** The step after it, or how the increment ends with it. */
  next: string;
  leadsTo?: string;
  /** The server that was asked, from 1, where there are several to ask. */
  at?: number;
}

/** `null`: it was told no and has changed nothing, so that nothing is lost if it asks later. */
export type Step = (turn: Turn) => Deed | null;

/**
 * What may befall the contenders of a lock. `in-time`: nothing; `kill`: one of them dies, at any moment; `stall`: any of them
 * are away, at any moment and for any time; `drift`: the servers' clocks disagree. `any`: there is no lock that could run
 * out, so that they may be away as they like.
 */
export const CONDITIONS = ['in-time', 'kill', 'stall', 'drift', 'any'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface Protocol {
  /** In a few words, after `a model of`. */
  title: string;
  /** Where the count and the locks are kept: 'Redis'. */
  place: string;
  servers: number;
  /** Whether no step tells one server from another. */
  alike?: true;
  /** The names of what servers keep. */
  keys: readonly string[];
  /** For how many ticks a lock lives. */
  life: number;
  /** Whether a lock whose time is over stays until somebody removes it. */
  stays?: true;
  /** Whether whoever is alive renews its lock until it is released, under all conditions but `stall`. */
  renewed?: true;
  /** The first step of an increment. */
  start: string;
  steps: Readonly<Record<string, Step>>;
  /** The steps at which a contender has the lock and its work is not written yet. */
  inside: readonly string[];
  conditions: readonly Condition[];
  /** Where to stop unless more is asked for: beyond are more states than anybody waits for. */
  most?: Bound;
  /** What it leaves out. */
  assumes: readonly string[];
}

/** Whether a lock is this contender's, and of this increment. */
export function isMine(key: Key | null | undefined, { who, me }: Turn): boolean {
  return key?.by === who && key.value === me.turn;
}
