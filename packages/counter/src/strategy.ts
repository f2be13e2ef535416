/**
 * The contract between a locking strategy and whoever runs it: the measuring harness, the conformance suite, a checker.
 *
 * A strategy file default-exports one strategy or an array of them, each a plain object of one of the kinds below.
 * It needs no import to do so: `satisfies LockStrategy` is there for the types alone.
 */

/**
 * Where contenders live: async tasks on one event loop, worker threads over shared memory, processes of one machine, or
 * processes of any machines, which meet at the server of an engine.
 */
export const WORLDS = ['tasks', 'threads', 'processes', 'machines'] as const;
export type World = (typeof WORLDS)[number];

/** Whether contenders share no memory there. */
export function isRemoteWorld(world: World): world is 'processes' | 'machines' {
  return world === 'processes' || world === 'machines';
}

/** Whose servers contenders of several machines meet at. None of them is contend's own. */
export const ENGINES = ['redis', 'postgres', 'etcd', 'nats'] as const;
export type Engine = (typeof ENGINES)[number];

/** What a contender does while it cannot have the lock; `poll`: it sleeps for a while, and looks again. */
export const WAITS = ['none', 'spin', 'park', 'spin-then-park', 'poll', 'await', 'message'] as const;
export type Waits = (typeof WAITS)[number];

/** `fifo`: first come, first served. `bounded`: a waiter can be overtaken, but only so often or so long. */
export const ORDERS = ['none', 'fifo', 'bounded'] as const;
export type Order = (typeof ORDERS)[number];

/** What `increment()` returns. `hits`: the hit's number, 1 for the first, no two alike. `none`: 0, for nobody numbers them. */
export const NUMBERS = ['hits', 'none'] as const;
export type Numbers = (typeof NUMBERS)[number];

/**
 * How a lock lets contenders read what it guards. `shared`: readers are inside together, and exclude writers.
 * `optimistic`: readers exclude nobody, and read again what was written meanwhile (a seqlock). Every other lock's readers
 * take it as its writers do.
 */
export const READS = ['shared', 'optimistic'] as const;
export type Reads = (typeof READS)[number];

/**
 * What may befall contenders: the section throws; the holder's worker is terminated; the holder's process is killed;
 * the holder forgets to release; it stalls while it holds; there are eight contenders to a core.
 *
 * And what may befall those that meet at a server: its answer to one of them is lost, together with the connection; one
 * of them is cut off from it for a while; it is killed and started again; it is killed, and its replica takes its place.
 */
export const FAULTS = [
  'throw',
  'terminate',
  'kill',
  'forget',
  'stall',
  'crowd',
  'drop',
  'partition',
  'server-kill',
  'failover',
] as const;
export type Fault = (typeof FAULTS)[number];

/**
 * What becomes of the others then: they go on, and the count is right; an error says so; nothing goes on any more; they
 * go on, and the count is wrong.
 */
export const OUTCOMES = ['recovered', 'reported', 'stuck', 'wrong-count'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `Atomics`, with `pause` guaranteed. A checker passes a simulated one. */
export type AtomicsLike = typeof Atomics;

export interface Place {
  /** The one shared memory of the cell; every `view` lies on it. */
  memory: WebAssembly.Memory;
  world: World;
}

/** Excludes contenders that may block their thread. */
export interface Lock {
  lock(): void;
  unlock(): void;
}

/** Excludes writers from readers and from each other; readers are inside together. */
export interface SharedLock extends Lock {
  lockShared(): void;
  unlockShared(): void;
}

/**
 * Excludes writers from each other. Readers do not exclude anybody: what was read since {@link readBegin} is to be read
 * again when {@link readRetry} says so.
 */
export interface OptimisticLock extends Lock {
  /** Returns, once no writer is inside, a mark for {@link readRetry}. */
  readBegin(): number;
  /** Whether a writer may have been inside since the mark was given. */
  readRetry(mark: number): boolean;
}

/** A lock of any kind; what its declaration's `reads` says is there. */
export type AnyLock = Lock & Partial<SharedLock> & Partial<OptimisticLock>;

/** Excludes contenders that must not block their thread. */
export interface AsyncLock {
  /** Returns nothing when the lock was free and is now held, or a promise that resolves once it is. */
  acquire(): Promise<unknown> | void;
  release(): void;
}

/** As {@link SharedLock}, for contenders that must not block their thread. */
export interface AsyncSharedLock extends AsyncLock {
  /** As `acquire`, for a reader. */
  acquireShared(): Promise<unknown> | void;
  releaseShared(): void;
}

export type AnyAsyncLock = AsyncLock & Partial<AsyncSharedLock>;

/** Guards its count itself. */
export interface Counter {
  /** Counts one hit and returns that hit's number, 1 for the first; or 0 where the strategy declares `numbers: 'none'`. */
  increment(): number | Promise<number>;
  /** The count, modulo 2^32. Exact when no increment is under way. */
  value(): number;
}

/**
 * The thread that owns an actor's count. The host calls `serve()` on one instance, in a thread of its own, and `stop()`
 * and `value()` on another instance in another thread, so both must speak through shared memory. That other instance
 * gets no ports.
 */
export interface Owner {
  /** Answers increments until `stop()`: blocking, or by a promise that ends with it. */
  serve(): void | Promise<void>;
  stop(): void;
  /** The count, modulo 2^32. Exact when no increment is under way. */
  value(): number;
}

/** One contender's view of a counter, which returns what {@link Counter} does. It begins an increment only when the one before has ended. */
export interface Client {
  increment(): number | Promise<number>;
}

/** Where contenders meet that share no memory. */
export interface Site {
  /** A folder of the cell's own: empty at first, and removed in the end. */
  directory: string;
  contenders: number;
  /** Where the server of the engine is that the strategy `needs`, credentials included; empty in the world `processes`. */
  url: string;
  /**
   * What is made at a server has it as its name, or begins with it and a colon (a key of Redis) or a slash (of etcd), and
   * is removed in the end: lower-case letters, digits and underscores, which no two cells have in common.
   */
  name: string;
}

/** Messages between a contender's process and the one that started it, which is the same for all. */
export interface Channel {
  /** @param message what JSON can carry */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/**
 * One contender's way to a count that is guarded elsewhere. It begins an increment only when the one before has ended, or
 * else some of them at a time where the strategy is `pipelined`.
 */
export interface Session {
  /**
   * As {@link Counter}'s. An increment that throws or rejects may have been counted: its outcome is unknown. Unless the
   * error's property `counted` is false, as a {@link Refusal}'s is: that one surely was not.
   *
   * @param id tells this increment from all others, where the strategy is `idempotent`: one whose outcome is unknown is
   *   made again with the same id, and counts once
   */
  increment(id: string): number | Promise<number>;
  /** The count, modulo 2^32. Exact when no increment is under way. */
  value(): number | Promise<number>;
  close(): void | Promise<void>;
}

/** Makes and opens what lies at a site. Each process makes its own. */
export interface Store {
  /** Makes what is to be found there, once, before anybody opens it. */
  prepare?(site: Site): void | Promise<void>;
  /**
   * Owns the count in the process that started the contenders', for as long as they contend.
   *
   * @param channels to the contenders
   * @returns what ends it
   */
  serve?(site: Site, channels: readonly Channel[]): (() => void) | Promise<() => void>;
  /** In the contender's process. */
  open(site: Site, contender: number, channel: Channel): Session | Promise<Session>;
}

/** The right to read and write what is guarded, for a while. A strategy keeps in it what it needs to know of it. */
export interface Lease {
  /** As {@link LeaseSession}'s `write`, for whoever writes for good only now: a transaction that is committed. */
  release(): void | Promise<void>;
}

/** One contender's way to a lock, and to the count that it guards. */
export interface LeaseSession {
  acquire(): Lease | Promise<Lease>;
  /** The count, modulo 2^32. */
  read(lease: Lease): number | Promise<number>;
  /** One that throws or rejects may have written all the same, unless the error's `counted` is false. */
  write(lease: Lease, count: number): void | Promise<void>;
  /** As {@link Session}'s. */
  value(): number | Promise<number>;
  close(): void | Promise<void>;
}

/** As {@link Store}, for a lock: the host reads, works and writes between `acquire` and `release`. */
export interface LeaseStore extends Omit<Store, 'open'> {
  open(site: Site, contender: number, channel: Channel): LeaseSession | Promise<LeaseSession>;
}

/** A port to the other end of an actor's message channel: what the web and Node both have. */
export type Port = import('node:worker_threads').MessagePort;

/**
 * @param view the cell's shared memory as 32-bit words
 * @param base index in `view` of the first of the strategy's own words, 128-byte aligned; all of them start as 0
 * @param contender 0 … contenders − 1; one instance a thread, so 0 where tasks share it
 * @param contenders how many contenders there are in all
 */
export type PerContender<T> = new (view: Int32Array, base: number, contender: number, contenders: number) => T;

interface Declaration {
  /** family/name, each of lower-case letters, digits and dashes */
  id: string;
  title: string;
  /** What it does, in a sentence or two. */
  summary: string;
  /** Where the algorithm comes from, short: 'Anderson 1990'. */
  source: string;
  runsIn: readonly World[];
  /** Where the count is promised to be exact; a part of `runsIn`. */
  promises: readonly World[];
  waits: Waits;
  order: Order;
  /**
   * With the order 'bounded': how many hits those who came later may get at most before a contender that waits already.
   * `budget` stands in for each of the constructor's defaults. Where nothing is stated, nothing is promised.
   */
  bypass?: (contenders: number, budget: number) => number;
  /** Whether hits are numbered. A lock's always are: the count it guards numbers them. @default 'hits' */
  numbers?: Numbers;
  /** How many contiguous 32-bit words it needs, its own padding included. */
  words: number | ((contenders: number) => number);
  /** True: somebody else's lock. */
  guest: boolean;
  /** A guest's version; ours are identified by their source. */
  version?: string;
  /** Flags of the runtime without which it does not exist: ['--harmony-struct']. */
  flags?: readonly string[];
  /** Why it cannot run here: set, when the module is loaded, in a runtime that lacks what it needs. */
  absent?: string | undefined;
  /** Id of the strategy that is the same algorithm in JavaScript, which a checker explores in its stead. */
  twin?: string;
  /** What becomes of the others after a fault; where nothing is stated, nothing is promised. */
  faults?: Readonly<Partial<Record<Fault, Outcome>>>;
}

interface LockDeclaration<Made> extends Declaration {
  kind: 'lock';
  make: (atomics: AtomicsLike, place: Place) => PerContender<Made>;
}

export interface ExclusiveLockStrategy extends LockDeclaration<Lock> {
  reads?: never;
}

export interface SharedLockStrategy extends LockDeclaration<SharedLock> {
  reads: 'shared';
}

export interface OptimisticLockStrategy extends LockDeclaration<OptimisticLock> {
  reads: 'optimistic';
}

export type LockStrategy = ExclusiveLockStrategy | SharedLockStrategy | OptimisticLockStrategy;

interface AsyncLockDeclaration<Made> extends Declaration {
  kind: 'async-lock';
  make: (atomics: AtomicsLike, place: Place) => PerContender<Made>;
}

export interface ExclusiveAsyncLockStrategy extends AsyncLockDeclaration<AsyncLock> {
  reads?: never;
}

export interface SharedAsyncLockStrategy extends AsyncLockDeclaration<AsyncSharedLock> {
  reads: 'shared';
}

export type AsyncLockStrategy = ExclusiveAsyncLockStrategy | SharedAsyncLockStrategy;

export interface CounterStrategy extends Declaration {
  kind: 'counter';
  make: (atomics: AtomicsLike, place: Place) => PerContender<Counter>;
}

export interface ActorStrategy extends Declaration {
  kind: 'actor';
  make: (
    atomics: AtomicsLike,
    place: Place,
  ) => {
    Owner: new (view: Int32Array, base: number, contenders: number, ports: readonly Port[]) => Owner;
    Client: new (view: Int32Array, base: number, contender: number, contenders: number, port: Port) => Client;
  };
}

interface RemoteDeclaration extends Declaration {
  words: 0;
  /** At whose server its contenders meet. Given with the world `machines`, and only then. */
  needs?: Engine;
  /** Name of the model of its protocol that a checker explores: of its own source it cannot, for the server takes part. */
  model?: string;
}

/** A count that lies outside of every contender's memory, and is guarded there. */
export interface StoreStrategy extends RemoteDeclaration {
  kind: 'store';
  /** Whether an increment that is made twice with the same id counts once. */
  idempotent?: boolean;
  /** Whether a contender may begin an increment before the one before has ended. */
  pipelined?: boolean;
  make: () => Store;
}

/** A lock outside of every contender's memory, and the count that it guards. */
export interface LeaseStrategy extends RemoteDeclaration {
  kind: 'lease';
  make: () => LeaseStore;
}

/** Whose contenders share no memory. */
export type RemoteStrategy = StoreStrategy | LeaseStrategy;

/**
 * A baseline in another language: an executable that starts a thread or a process for each contender and opens windows
 * when told to on its stdin, by the same rules as the host's own threads and in the words of
 * `packages/native/src/baseline.h`. It has no section that could be watched and no place to put work.
 */
export interface ProgramStrategy extends Declaration {
  kind: 'program';
  words: 0;
  /** Path of the executable, made when the module is loaded. Missing where it could not be, and `absent` says why. */
  program?: string | undefined;
}

/** What is made, and contends, in JavaScript, over memory that contenders share. */
export type Strategy = LockStrategy | AsyncLockStrategy | CounterStrategy | ActorStrategy;

/** What a file may declare. */
export type Declared = Strategy | RemoteStrategy | ProgramStrategy;
