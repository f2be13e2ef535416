/**
 * Both of our packages, which have the same shape: without blocking, `lock` of the one is `lockAsync` of the other, and so
 * on. A class that is not exported is one that the package does not have.
 */
import type { Adapter, Asking, Barrier, Condition, Held, Keyed, Latch, Lock, ReadersWriter } from '../primitives.ts';

interface Guard extends Disposable {
  release(): void;
  tryUpgrade?(): Guard | undefined;
  downgrade?(): Guard;
}

type Options = Pick<Asking, 'timeout' | 'signal' | 'weight'> & { as?: string };
type Wait = (options?: Options) => Promise<Guard>;

interface Line {
  readonly waiting?: number;
  cancelAll?(): void;
  runExclusive<T>(section: () => T | PromiseLike<T>): Promise<T>;
}

interface Mutex extends Line {
  readonly locked: boolean;
  lockAsync: Wait;
  tryLock(): Guard | undefined;
  waitForUnlock(): Promise<void>;
}

interface Semaphore extends Line {
  readonly available: number;
  acquire: Wait;
  acquireAsync?: Wait;
  tryAcquire(): Guard | undefined;
}

interface RWLock extends Line {
  read: Wait;
  readAsync?: Wait;
  tryRead(): Guard | undefined;
  write: Wait;
  writeAsync?: Wait;
  tryWrite(): Guard | undefined;
  runShared<T>(section: () => T | PromiseLike<T>): Promise<T>;
}

interface KeyedMutex {
  lock(key: string, options?: Options): Promise<Guard>;
  lockAsync?(key: string, options?: Options): Promise<Guard>;
  /** All or none. */
  lockAll?(keys: string[], options?: Options): Promise<Guard>;
  lockAllAsync?(keys: string[], options?: Options): Promise<Guard>;
  tryLock(key: string): Guard | undefined;
  isLocked(key: string): boolean;
  runExclusive<T>(key: string, section: () => T | PromiseLike<T>): Promise<T>;
}

interface Meeting {
  wait(): Promise<unknown>;
  waitAsync?(): Promise<unknown>;
}

/** What a package exports. */
export interface Kit {
  Mutex: new (options?: { maxWaiting?: number }) => Mutex;
  Condition: new (
    mutex: Mutex,
  ) => { waitAsync(guard: Guard, options?: Options): Promise<unknown> } & Pick<Condition, 'notifyOne' | 'notifyAll'>;
  Semaphore?: new (permits: number, options?: { maxWaiting?: number }) => Semaphore;
  RWLock?: new () => RWLock;
  KeyedMutex?: new () => KeyedMutex;
  Barrier?: new (parties: number) => Meeting;
  Latch?: new (count: number) => Meeting & Pick<Latch, 'countDown'>;
}

const LIMITS = ['timeout', 'signal'] as const;

export const heldBy = (guard: Guard): Held => ({ release: () => guard.release(), guard });
const perhaps = (guard: Guard | undefined): Held | undefined => (guard === undefined ? undefined : heldBy(guard));

function lineOf(line: Line): Pick<Lock, 'waiting' | 'cancelAll' | 'run'> {
  return {
    ...(line.waiting !== undefined && { waiting: () => line.waiting ?? 0 }),
    ...(line.cancelAll !== undefined && { cancelAll: () => line.cancelAll?.() }),
    run: (section) => line.runExclusive(section),
  };
}

export const lockOf = (mutex: Mutex): Lock => ({
  ...lineOf(mutex),
  understands: [...LIMITS, 'maxWaiting'],
  acquire: async (asking) => heldBy(await mutex.lockAsync(asking)),
  tryAcquire: () => perhaps(mutex.tryLock()),
  locked: () => mutex.locked,
  waitForUnlock: () => mutex.waitForUnlock(),
});

const permitsOf = (semaphore: Semaphore): Lock => ({
  ...lineOf(semaphore),
  understands: [...LIMITS, 'weight', 'maxWaiting'],
  acquire: async (asking) => heldBy(await (semaphore.acquireAsync?.(asking) ?? semaphore.acquire(asking))),
  tryAcquire: () => perhaps(semaphore.tryAcquire()),
  available: () => semaphore.available,
});

function sidesOf(lock: RWLock): ReadersWriter {
  return {
    read: {
      understands: LIMITS,
      acquire: async (asking) => heldBy(await (lock.readAsync?.(asking) ?? lock.read(asking))),
      tryAcquire: () => perhaps(lock.tryRead()),
      run: (section) => lock.runShared(section),
    },
    write: {
      ...lineOf(lock),
      understands: LIMITS,
      acquire: async (asking) => heldBy(await (lock.writeAsync?.(asking) ?? lock.write(asking))),
      tryAcquire: () => perhaps(lock.tryWrite()),
    },
    upgrade: ({ guard }) => perhaps((guard as Guard).tryUpgrade?.()),
    downgrade: ({ guard }) => heldBy((guard as Required<Guard>).downgrade()),
  };
}

const keysOf = (keyed: KeyedMutex): Keyed => ({
  lock: (key) => ({
    understands: LIMITS,
    acquire: async (asking) => heldBy(await (keyed.lockAsync?.(key, asking) ?? keyed.lock(key, asking))),
    tryAcquire: () => perhaps(keyed.tryLock(key)),
    locked: () => keyed.isLocked(key),
    run: (section) => keyed.runExclusive(key, section),
  }),
  ...(keyed.lockAll && {
    several: (keys) => ({
      acquire: async (asking) => {
        const { lockAllAsync = keyed.lockAll } = keyed;
        return heldBy(await (lockAllAsync as Required<KeyedMutex>['lockAll']).call(keyed, keys, asking));
      },
    }),
  }),
});

export function conditionOf(mutex: Mutex, condition: InstanceType<Kit['Condition']>): Condition {
  return {
    mutex: lockOf(mutex),
    understands: LIMITS,
    wait: ({ guard }, asking) => condition.waitAsync(guard as Guard, asking),
    notifyOne: () => condition.notifyOne(),
    notifyAll: () => condition.notifyAll(),
  };
}

export const meetingOf = (meeting: Meeting): Barrier => ({ wait: () => meeting.waitAsync?.() ?? meeting.wait() });

/** Of what a package exports. */
export function adapterOfKit(name: string, kit: Kit): Adapter {
  const { Mutex, Condition, Semaphore, RWLock, KeyedMutex, Barrier, Latch } = kit;
  return {
    name,
    mutex: (making = {}) => lockOf(new Mutex(making)),
    named: () => {
      const locks = { a: new Mutex(), b: new Mutex() };
      return { take: async (as, lock) => heldBy(await locks[lock].lockAsync({ as })) };
    },
    condition: () => {
      const mutex = new Mutex();
      return conditionOf(mutex, new Condition(mutex));
    },
    ...(Semaphore && { semaphore: (permits, making = {}) => permitsOf(new Semaphore(permits, making)) }),
    ...(RWLock && { readersWriter: () => sidesOf(new RWLock()) }),
    ...(KeyedMutex && { keyed: () => keysOf(new KeyedMutex()) }),
    ...(Barrier && { barrier: (parties) => meetingOf(new Barrier(parties)) }),
    ...(Latch && {
      latch: (count) => {
        const latch = new Latch(count);
        return { ...meetingOf(latch), countDown: () => latch.countDown() };
      },
    }),
  };
}
