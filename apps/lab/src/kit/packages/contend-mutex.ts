/** What both packages have, without blocking; and what threads share, blocking or not. */
import * as kit from '@contend/mutex';
import type { Adapter, Shared, ThreadLock } from '../primitives.ts';
import { adapterOfKit, conditionOf, heldBy, type Kit, lockOf, meetingOf } from './contend.ts';

type Blocking = (options?: { timeout?: number }) => kit.MutexGuard;

interface Shareable {
  share(): unknown;
}

/** Something of the package that travels to other threads, and the way in which a thread has it. */
function shared<Made extends Shareable, Part>(
  make: () => Made,
  from: (handle: never) => Made,
  part: (made: Made) => Part,
): Shared<Part> {
  return { handle: () => make().share(), part: (handle) => part(from(handle as never)) };
}

interface Sharing<Made, Given extends unknown[]> {
  new (...given: Given): Made;
  from(handle: never): Made;
}

/** What may not be there yet. */
interface Later {
  Semaphore?: Sharing<Shareable & { acquire: Blocking; acquireAsync: () => Promise<kit.MutexGuard> }, [number]>;
  RWLock?: Sharing<Shareable & { write: Blocking; writeAsync: () => Promise<kit.MutexGuard> }, []>;
  Barrier?: Sharing<Shareable & { waitAsync(): Promise<unknown>; wait(): Promise<unknown> }, [number]>;
  Latch?: Sharing<Shareable & { waitAsync(): Promise<unknown>; wait(): Promise<unknown>; countDown(): void }, [number]>;
}

const { Mutex, Condition } = kit;
const { Semaphore, RWLock, Barrier, Latch } = kit as unknown as Later;

const threadLock = (block: Blocking, acquire: () => Promise<kit.MutexGuard>): ThreadLock => ({
  understands: ['timeout'],
  block: (asking) => heldBy(block(asking)),
  acquire: async () => heldBy(await acquire()),
});

export default {
  ...adapterOfKit('@contend/mutex', kit as unknown as Kit),
  threads: {
    mutex: shared(
      () => new Mutex(),
      Mutex.from,
      (mutex) =>
        threadLock(
          (asking) => mutex.lock(asking),
          () => mutex.lockAsync(),
        ),
    ),
    condition: shared(
      () => new Condition(new Mutex()),
      Condition.from,
      (condition) => ({
        ...conditionOf(condition.mutex as never, condition as never),
        mutex: lockOf(condition.mutex as never),
      }),
    ),
    ...(Semaphore && {
      semaphore: shared(
        () => new Semaphore(1),
        Semaphore.from,
        (semaphore) =>
          threadLock(
            (asking) => semaphore.acquire(asking),
            () => semaphore.acquireAsync(),
          ),
      ),
    }),
    ...(RWLock && {
      write: shared(
        () => new RWLock(),
        RWLock.from,
        (lock) =>
          threadLock(
            (asking) => lock.write(asking),
            () => lock.writeAsync(),
          ),
      ),
    }),
    ...(Barrier && { barrier: shared(() => new Barrier(2), Barrier.from, meetingOf) }),
    ...(Latch && {
      latch: shared(
        () => new Latch(1),
        Latch.from,
        (latch) => ({ ...meetingOf(latch), countDown: () => latch.countDown() }),
      ),
    }),
  },
} satisfies Adapter;
