/** Its locks go to a worker as they go to the workers of its own pool. */
import { Barrier, Condvar, Mutex, type MutexGuard, RwLock, Semaphore } from 'multithreading';
import type { Adapter, Condition, Held, Lock, Shared } from '../primitives.ts';

interface Guard extends Disposable {
  dispose(): void;
}

const heldBy = (guard: Guard): Held => ({ release: () => guard.dispose(), guard });
const lockOf = (acquire: () => Promise<Guard>): Lock => ({ acquire: async () => heldBy(await acquire()) });

/** What takes its things to the threads of its own pool, and makes them there: keys that it does not export. */
const keyOf = (owner: object, description: string) =>
  Object.getOwnPropertySymbols(owner).find((key) => key.description === description) as symbol;

function handed(made: object): unknown {
  const serialize = (made as Record<symbol, () => unknown[]>)[keyOf(Object.getPrototypeOf(made), 'Thread.Serialize')];
  return serialize?.call(made)[0];
}

function made<Made>(type: { prototype: Made }, handle: unknown): Made {
  const deserialize = (type as unknown as Record<symbol, (handle: unknown) => Made>)[keyOf(type, 'Thread.Deserialize')];
  return deserialize?.call(type, handle) as Made;
}

function shared<Made extends object, Part>(
  type: { prototype: Made },
  make: () => Made,
  part: (made: Made) => Part,
): Shared<Part> {
  return { handle: () => handed(make()), part: (handle) => part(made(type, handle)) };
}

function conditionOf(mutex: Mutex, condition: Condvar): Condition {
  return {
    mutex: lockOf(() => mutex.lock()),
    wait: ({ guard }) => condition.wait(guard as MutexGuard<void>),
    notifyOne: () => condition.notifyOne(),
    notifyAll: () => condition.notifyAll(),
  };
}

export default {
  name: 'multithreading',
  mutex: () => {
    const mutex = new Mutex();
    return lockOf(() => mutex.lock());
  },
  semaphore: (permits) => {
    const semaphore = new Semaphore(permits);
    return {
      understands: ['weight'],
      acquire: async ({ weight } = {}) => heldBy(await semaphore.acquire(weight)),
      tryAcquire: (weight) => {
        const guard = semaphore.tryAcquire(weight);
        return guard === null ? undefined : heldBy(guard);
      },
    };
  },
  readersWriter: () => {
    const lock = new RwLock();
    return { read: lockOf(() => lock.read()), write: lockOf(() => lock.write()) };
  },
  condition: () => conditionOf(new Mutex(), new Condvar()),
  barrier: (parties) => new Barrier(parties),
  threads: {
    mutex: shared(
      Mutex,
      () => new Mutex(),
      (mutex) => ({ block: () => heldBy(mutex.blockingLock()), acquire: async () => heldBy(await mutex.lock()) }),
    ),
    semaphore: shared(
      Semaphore,
      () => new Semaphore(1),
      (semaphore) => ({
        block: () => heldBy(semaphore.blockingAcquire()),
        acquire: async () => heldBy(await semaphore.acquire()),
      }),
    ),
    write: shared(
      RwLock,
      () => new RwLock(),
      (lock) => ({ block: () => heldBy(lock.blockingWrite()), acquire: async () => heldBy(await lock.write()) }),
    ),
    condition: {
      handle: () => ({ mutex: handed(new Mutex()), condition: handed(new Condvar()) }),
      part: (handle) => {
        const { mutex, condition } = handle as Record<'mutex' | 'condition', unknown>;
        return conditionOf(made(Mutex, mutex), made(Condvar, condition));
      },
    },
    barrier: shared(
      Barrier,
      () => new Barrier(2),
      (barrier) => barrier,
    ),
  },
} satisfies Adapter;
