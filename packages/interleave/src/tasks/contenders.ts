/** What the tasks of one event loop do while their lock or counter is explored: its real source, on real promises. */
import {
  type AsyncLock,
  type AsyncLockStrategy,
  type AsyncSharedLock,
  allocate,
  type Cell,
  type Counter,
  type CounterStrategy,
  TO_COPY,
} from '@contend/counter';
import { wordsFor } from '@contend/counter/declaration';
import { refusing } from '../ambient.ts';
import { knowsReaders, type Split, writersOf } from '../splits.ts';
import { NOWHERE, type Site } from '../trace.ts';
import { type Sited, sited, unsited } from './sites.ts';
import type { Turns } from './turns.ts';

export type TaskStrategy = AsyncLockStrategy | CounterStrategy;

/** Whether a contender awaits a turn of the loop before each further increment, or asks again at once. */
export type Pace = 'await' | 'tight';

/** What all schedules of one exploration have in common. */
export interface Scene {
  strategy: TaskStrategy;
  bound: Split;
  pace: Pace;
  /** Whether contenders that have not begun count as one; the schedules that differ in their names alone are left out. */
  alike: boolean;
  /** Whether steps are told with their places in the source, which takes a stand-in for the strategy. @default false */
  sites?: boolean;
  /** Cleared for each schedule: making one costs more than running it. */
  cell: Cell;
}

export function sceneOf(strategy: TaskStrategy, bound: Split, pace: Pace, alike = true): Scene {
  return { strategy, bound, pace, alike, cell: allocate(wordsFor(strategy, bound.contenders), 1) };
}

interface Event extends Site {
  task: number;
  does: string;
  /** What that led it to. */
  leadsTo: string | null;
  /** The words that are not 0, by name. */
  memory: Record<string, number>;
  /** Who has asked and has not been served. */
  waiting: number[];
  /** Who is inside the section. */
  inside: number[];
}

/** What one schedule showed. */
export interface Log {
  events: Event[];
  /** In the order in which they asked; the number is undefined until they have it. */
  asked: { task: number; hit: number | undefined }[];
  /** Who has done all its increments. */
  done: Set<number>;
  /** The first reader that saw two values, and after how many events. */
  torn: { task: number; seen: number; then: number; after: number } | undefined;
  error: { task: number; message: string } | undefined;
  /** The count. */
  value(): number;
}

/** `Atomics` without what would block the loop, or end in a turn that nobody gave. */
const atomics = {
  ...Object.fromEntries(Object.getOwnPropertyNames(Atomics).map((name) => [name, Reflect.get(Atomics, name)])),
  wait: () => refusing.refuse('it uses Atomics.wait, which blocks the event loop that its own tasks live on'),
  waitAsync: () => refusing.refuse('it uses Atomics.waitAsync, whose timing cannot be controlled'),
} as unknown as typeof Atomics;

/** Starts every contender, up to its first turn. */
export function startTasks({ strategy, bound, pace, cell, sites = false }: Scene, turns: Turns): Log {
  const stood = sites ? sited : unsited;
  const words = wordsFor(strategy, bound.contenders);
  const { memory, view, regions } = cell;
  const [{ count, base } = { count: 0, base: 0 }] = regions;
  view.fill(0, 0, base + words);
  const place = { memory, world: 'tasks' } as const;
  const copy = count + TO_COPY;
  const own = [count, copy, ...Array.from({ length: words }, (_, i) => base + i)];
  const waiting = new Set<number>();
  const inside = new Set<number>();
  const log: Log = {
    ...{ events: [], asked: [], done: new Set<number>(), torn: undefined, error: undefined },
    value: () => view[count] as number,
  };

  function tell(task: number, does: string, leadsTo: string | null, { file, line }: Site): Event {
    turns.events++;
    const filled = own.filter((index) => view[index] !== 0);
    const named = filled.map((index) => [
      index === count ? 'the count' : index === copy ? 'its copy' : `word ${index - base}`,
      view[index] as number,
    ]);
    const memory = Object.fromEntries(named);
    const event = { task, does, leadsTo, file, line, memory, waiting: [...waiting], inside: [...inside] };
    log.events.push(event);
    return event;
  }

  function ask(task: number): Log['asked'][number] {
    const asked = { task, hit: undefined };
    log.asked.push(asked);
    waiting.add(task);
    return asked;
  }

  /** One loop, so that nothing is awaited between a release and the next acquire. */
  async function lockAndCount({ standIn: lock, site }: Sited<AsyncLock>, task: number): Promise<void> {
    for (let i = 0; i < bound.increments; i++) {
      if (i === 0 || pace === 'await') await turns.turn(task);
      const asked = ask(task);
      const turn = lock.acquire();
      tell(task, turn === undefined ? 'acquires at once' : 'acquires: a promise', null, site());
      if (turn !== undefined) await turn;
      waiting.delete(task);
      inside.add(task);
      const next = ((view[count] as number) + 1) | 0;
      if (knowsReaders(strategy)) view[copy] = next;
      tell(task, `read the count: ${next - 1}`, 'is inside the section', NOWHERE);
      await turns.turn(task);
      view[count] = next;
      asked.hit = next;
      inside.delete(task);
      const released = tell(task, `write the count: ${next}`, 'releases', NOWHERE);
      lock.release();
      Object.assign(released, site());
    }
  }

  /** As `mostly-read.ts` has it, in the contract's package: a writer writes the copy before its turn, and the count after it. */
  async function lockAndLook({ standIn: lock, site }: Sited<AsyncSharedLock>, task: number): Promise<void> {
    for (let i = 0; i < bound.increments; i++) {
      if (i === 0 || pace === 'await') await turns.turn(task);
      waiting.add(task);
      const turn = lock.acquireShared();
      tell(task, turn === undefined ? 'acquires at once, shared' : 'acquires, shared: a promise', null, site());
      if (turn !== undefined) await turn;
      waiting.delete(task);
      inside.add(task);
      const seen = view[count] as number;
      const before = view[copy] as number;
      tell(task, `read the count: ${seen}, its copy: ${before}`, 'is inside the section', NOWHERE);
      await turns.turn(task);
      const then = before === seen ? (view[copy] as number) : before;
      inside.delete(task);
      const released = tell(task, `read the copy: ${view[copy]}`, 'releases', NOWHERE);
      if (then !== seen) log.torn ??= { task, seen, then, after: log.events.length };
      lock.releaseShared();
      Object.assign(released, site());
    }
  }

  async function increment({ standIn: counter, site }: Sited<Counter>, task: number): Promise<void> {
    for (let i = 0; i < bound.increments; i++) {
      if (i === 0 || pace === 'await') await turns.turn(task);
      const asked = ask(task);
      const answer = counter.increment();
      const now = typeof answer === 'number';
      const from = site();
      if (!now) tell(task, 'increments: a promise', null, from);
      asked.hit = now ? answer : await answer;
      waiting.delete(task);
      tell(task, `${now ? 'increments' : 'is answered'}: ${asked.hit}`, null, now ? from : NOWHERE);
    }
  }

  async function contend(task: number, work: Promise<void>): Promise<void> {
    try {
      await work;
      log.done.add(task);
      turns.events++;
    } catch (error) {
      log.error ??= { task, message: String(error) };
      tell(task, `throws ${String(error)}`, null, NOWHERE);
    }
  }

  const tasks = Array.from({ length: bound.contenders }, (_, task) => task);
  if (strategy.kind === 'async-lock') {
    const Lock = strategy.make(atomics, place);
    const lock = stood(new Lock(view, base, 0, bound.contenders)) as Sited<AsyncSharedLock>;
    for (const task of tasks)
      void contend(task, task < writersOf(bound) ? lockAndCount(lock, task) : lockAndLook(lock, task));
  } else {
    const Counter = strategy.make(atomics, place);
    const counter = stood(new Counter(view, base, 0, bound.contenders));
    log.value = () => counter.standIn.value();
    for (const task of tasks) void contend(task, increment(counter, task));
  }
  return log;
}
