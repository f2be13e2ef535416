/** What every package's locks are made to look like, so that one probe asks all of them the same. */

/** What somebody holds. */
export interface Held {
  /** As the package releases it: may throw, or return a promise that rejects. */
  release(): unknown;
  /** What the package hands out, for `using`. */
  guard?: unknown;
}

/** How to wait; a lock is given only what it {@link Lock.understands}. */
export interface Asking {
  /** ms */
  timeout?: number;
  signal?: AbortSignal;
  /** Of a semaphore: how many permits. */
  weight?: number;
  /** Goes before whoever waits. */
  first?: boolean;
  /** ms after which it is taken from a holder that has not released it. */
  heldFor?: number;
}

export interface Making {
  /** How many may wait. */
  maxWaiting?: number;
}

/** A mutex, a semaphore, or one side of a readers-writer lock. What the package does not have is left out. */
export interface Lock {
  acquire(asking?: Asking): Promise<Held>;
  understands?: readonly (keyof Asking | keyof Making)[];
  /** The package has no release to call: it is given a section, and releases after it. */
  sections?: boolean;
  /** Releases it without having acquired it, where it is the lock that has the method and not what was acquired. */
  releaseAnyway?(): unknown;
  /** `undefined` where it is busy. */
  tryAcquire?(weight?: number): Held | undefined | Promise<Held | undefined>;
  run?<T>(section: () => T | Promise<T>): Promise<T>;
  locked?(): boolean | Promise<boolean>;
  waiting?(): number | Promise<number>;
  /** Of a semaphore: permits that are free. */
  available?(): number;
  /** Of a semaphore: how many permits there are from now on. */
  resize?(permits: number): unknown;
  cancelAll?(): void;
  waitForUnlock?(): Promise<unknown>;
}

export interface ReadersWriter {
  read: Lock;
  write: Lock;
  /** A reader becomes the writer. */
  upgrade?(held: Held): Held | undefined | Promise<Held | undefined>;
  /** The writer becomes a reader. */
  downgrade?(held: Held): Held | Promise<Held>;
}

export interface Keyed {
  lock(key: string): Lock;
  /** All of them at once. */
  several?(keys: string[]): Lock;
}

/** Two locks, `a` and `b`, taken by contenders that say who they are. */
export interface Named {
  take(contender: string, lock: 'a' | 'b'): Promise<Held>;
}

export interface Condition {
  mutex: Lock;
  wait(held: Held, asking?: Pick<Asking, 'timeout' | 'signal'>): Promise<unknown>;
  understands?: readonly ('timeout' | 'signal')[];
  notifyOne(): void;
  notifyAll(): void;
}

export interface Barrier {
  wait(): Promise<unknown>;
}

export interface Latch {
  countDown(): void;
  wait(): Promise<unknown>;
}

/** A lock over what another thread can have as well. */
export interface ThreadLock {
  /** Blocks the thread. */
  block?(asking?: Pick<Asking, 'timeout'>): Held;
  understands?: readonly 'timeout'[];
  /** Waits without blocking the thread. */
  acquire?(): Promise<Held>;
}

/** Something whose parts in two threads belong together. */
export interface Shared<Part> {
  /** What another thread is given: of one that nobody has used yet. */
  handle(): unknown;
  part(handle: unknown): Part;
}

/** What a package has for threads. */
export interface Threads {
  mutex?: Shared<ThreadLock>;
  /** Of one permit. */
  semaphore?: Shared<ThreadLock>;
  /** The writer's side of a readers-writer lock. */
  write?: Shared<ThreadLock>;
  condition?: Shared<Condition>;
  /** Of two. */
  barrier?: Shared<Barrier>;
  /** Of one. */
  latch?: Shared<Latch>;
}

/** One package, and what it has. */
export interface Adapter {
  /** On npm, or of the platform. */
  name: string;
  mutex?(making?: Making): Lock;
  semaphore?(permits: number, making?: Making): Lock;
  readersWriter?(): ReadersWriter;
  keyed?(): Keyed;
  named?(): Named;
  condition?(): Condition;
  barrier?(parties: number): Barrier | Promise<Barrier>;
  latch?(count: number): Latch;
  threads?: Threads;
}
