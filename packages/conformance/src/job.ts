/** What the threads of a trial are told, and what they tell. */
import type { MessagePort } from 'node:worker_threads';
import { LINE_BYTES, type Region, type World } from '@contend/counter';

/** What contenders do besides counting. */
export type Task =
  /** nothing */
  | 'count'
  /** write every hit's number down */
  | 'number'
  /** watch the section */
  | 'watch'
  /** throw inside every third section */
  | 'throw'
  /** come one after the other and tell who was served when; tasks only */
  | 'queue'
  /** read and write in turn, and look whether what was read is one value */
  | 'read'
  /** write once each, then wait for each other as readers inside the section */
  | 'gather';

export interface Job {
  /** The strategy's file, and which of its strategies. */
  url: string;
  id: string;
  world: World;
  contenders: number;
  /** Threads that meet before they begin. */
  parties: number;
  task: Task;
  /** How long to contend, in ms. */
  ms: number;
  /** The module whose `locked` and `lockedAsync` make a lock into a counter. */
  sections: string;
  memory: WebAssembly.Memory;
  region: Region;
  /** {@link controlWords} of them. */
  control: SharedArrayBuffer;
  section: SharedArrayBuffer;
  /** An equal part for each contender, who stops when it is full; empty where hits are not written down. */
  hits: SharedArrayBuffer;
}

/** A thread: one contender in threads, all of them in tasks; or an actor's owner. */
export interface Seat {
  role: 'contenders' | 'owner';
  /** Their numbers. */
  contenders: number[];
  ports: MessagePort[];
}

/** What a thread of contenders tells at its end. */
export interface Told {
  /** Increments that returned. */
  operations: number;
  /** Increments that the section's own error ended. */
  thrown: number;
  overlaps: number;
  torn: number;
  /** Reads that returned, and how many of them saw more than one value. */
  reads: number;
  inconsistent: number;
  /** The count after all contenders, from the thread of contender 0; from an actor's owner otherwise. */
  value: number | null;
  /** Comers in the order of being served. */
  served: number[];
}

/** Words of the control block. Each contender's own operations follow, a line apart. */
export const ARRIVED = 0;
export const FINISHED = 1;
export const GATHERED = 2;
const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
export const operationsOf = (contender: number) => (contender + 1) * LINE;
export const controlWords = (contenders: number) => operationsOf(contenders);
