/**
 * A mutex for each key, that is there for as long as somebody holds it: it comes into the map when it is taken, and goes
 * when it is released with nobody waiting. Whoever waits, waits for a holder, so nothing else is ever left behind.
 */
import { callSite } from '@contend/counter/call-site';
import { checkMost, type Limits, type MutexOptions } from '@contend/counter/limits';
import type { Guard } from '@contend/counter/mutex-error';
import { waitFor } from './limits.ts';
import { lockAll } from './lock-all.ts';
import { type LockOptions, lockWith } from './mutex.ts';
import { runHolding, type Section } from './section.ts';
import { LimitedQueue, Turn } from './turn.ts';

/** What errors call the mutex of a key. Asking an object would run what is the user's. */
function nameOf(keys: string, key: unknown): string {
  const isObject = (typeof key === 'object' && key !== null) || typeof key === 'function';
  return `${keys}[${isObject ? typeof key : String(key)}]`;
}

class KeyQueue extends LimitedQueue {
  key: unknown;
  keys: Keys;

  constructor(keys: Keys, key: unknown) {
    super(keys.name, keys.most);
    this.keys = keys;
    this.key = key;
  }

  override get name(): string {
    return nameOf(super.name, this.key);
  }

  override take(): boolean {
    if (!super.take()) return false;
    this.keys.queues.set(this.key, this);
    return true;
  }

  override release(): void {
    super.release();
    if (!this.held) this.keys.queues.delete(this.key);
  }
}

class Keys {
  queues: Map<unknown, KeyQueue> = new Map();
  name: string;
  /** How many may wait for a key. */
  most: number;
  /** As `self` of a mutex's queue. */
  self: () => Keys = () => this;

  constructor(name: string, most: number) {
    this.name = name;
    this.most = most;
  }

  /** That of the key; a new one, which nobody knows until it is taken, where nobody holds it. */
  of(key: unknown): KeyQueue {
    return this.queues.get(key) ?? new KeyQueue(this, key);
  }
}

let made = 0;

/** Not a name, which a subclass might have for something of its own. */
const KEYS: unique symbol = Symbol('keys');

/** Excludes each other those who lock the same key. Keys are the same as in a Map: by value, or the same object. */
export class KeyedMutex<K = unknown> {
  /** @internal */
  readonly [KEYS]: () => Keys;

  /** How errors call it; a key's mutex is called `name[key]`. */
  get name(): string {
    return this[KEYS]().name;
  }

  /**
   * @param options.name @default 'keyed mutex 1' and so on
   * @param options.maxWaiting for each key
   */
  constructor({ name = `keyed mutex ${++made}`, maxWaiting = Number.POSITIVE_INFINITY }: MutexOptions = {}) {
    checkMost(maxWaiting);
    this[KEYS] = new Keys(name, maxWaiting).self;
  }

  /** How many keys are locked. */
  get size(): number {
    return this[KEYS]().queues.size;
  }

  /** Whether somebody holds the key. */
  isLocked(key: K): boolean {
    return this[KEYS]().queues.has(key);
  }

  /** Waits until nobody else holds the key; first come, first served. Otherwise as `lock` of a mutex. */
  lock(key: K, options?: LockOptions): Promise<Guard> {
    const queue = this[KEYS]().of(key);
    if (options !== undefined) return lockWith(queue, options, this.lock);
    const turn = new Turn(queue, undefined, undefined);
    return turn.take() ? Promise.resolve(turn) : waitFor(queue, turn);
  }

  /** Takes the key if it is free; undefined if it is not. */
  tryLock(key: K, { as }: Pick<LockOptions, 'as'> = {}): Guard | undefined {
    const turn = new Turn(this[KEYS]().of(key), as, as === undefined ? undefined : callSite(this.tryLock));
    return turn.take() ? turn : undefined;
  }

  /**
   * Waits until nobody else holds any of the keys: its guard is of all of them. Among those who lock several only in this
   * way there are no deadlocks, in whatever order they name the keys; while it waits for one it may hold others already.
   * There is no `as`: it waits for several at once. Rejects as `lock` does, and holds none then.
   */
  lockAll(keys: Iterable<K>, limits?: Limits): Promise<Guard> {
    const all = this[KEYS]();
    const queues = Array.from(new Set(keys), (key) => all.of(key));
    return lockAll(queues, limits);
  }

  /** Runs `section` while holding the key, and returns what it returns. */
  runExclusive<T>(key: K, section: Section<Guard, T>, options?: LockOptions): Promise<T> {
    const guard = options === undefined ? this.lock(key) : lockWith(this[KEYS]().of(key), options, this.runExclusive);
    return runHolding(guard, section);
  }
}
