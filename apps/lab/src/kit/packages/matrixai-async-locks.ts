import { Barrier, LockBox, Lock as MatrixLock, Monitor, RWLockWriter, Semaphore } from '@matrixai/async-locks';
import type { Adapter, Asking, Lock } from '../primitives.ts';

type Context = { timer?: number; signal?: AbortSignal };
/** What its locks hand out: a call of it waits, and resolves with the release and more. */
type Acquire = () => PromiseLike<readonly [release: () => Promise<void>, ...rest: unknown[]]>;

const UNDERSTANDS = ['timeout', 'signal'] as const;

const contextOf = ({ timeout, signal }: Asking): Context => ({
  ...(timeout !== undefined && { timer: timeout }),
  ...(signal !== undefined && { signal }),
});

const acquiring =
  (lock: (context: Context) => Acquire): Lock['acquire'] =>
  async (asking = {}) => {
    const [release] = await lock(contextOf(asking))();
    return { release };
  };

export default {
  name: '@matrixai/async-locks',
  mutex: () => {
    const lock = new MatrixLock();
    return {
      understands: UNDERSTANDS,
      acquire: acquiring((context) => lock.lock(context)),
      run: (section) => lock.withF(async () => section()),
      locked: () => lock.isLocked(),
      waitForUnlock: () => lock.waitForUnlock(),
    };
  },
  semaphore: (permits) => {
    const semaphore = new Semaphore(permits);
    return {
      understands: [...UNDERSTANDS, 'weight'],
      acquire: async ({ weight = 1, ...asking } = {}) => {
        const [release] = await semaphore.lock(weight, contextOf(asking))();
        return { release };
      },
      run: (section) => semaphore.withF(async () => section()),
      locked: () => semaphore.isLocked(),
      waitForUnlock: () => semaphore.waitForUnlock(),
    };
  },
  // The other one that it has, RWLockReader, prefers readers.
  readersWriter: () => {
    const lock = new RWLockWriter();
    return {
      read: {
        understands: UNDERSTANDS,
        acquire: acquiring((context) => lock.read(context)),
        run: (section) => lock.withReadF(async () => section()),
        locked: () => lock.isLocked('read'),
      },
      write: {
        understands: UNDERSTANDS,
        acquire: acquiring((context) => lock.write(context)),
        run: (section) => lock.withWriteF(async () => section()),
        locked: () => lock.isLocked('write'),
        waitForUnlock: () => lock.waitForUnlock(),
      },
    };
  },
  keyed: () => {
    const box = new LockBox<MatrixLock>();
    const lockOf = (keys: string[]): Lock => ({
      understands: UNDERSTANDS,
      acquire: acquiring((context) => box.lock(...keys.map((key) => [key, MatrixLock] as never), context)),
      run: (section) => box.withF(...keys.map((key) => [key, MatrixLock] as never), async () => section()),
      locked: () => box.isLocked(keys[0]),
    });
    return { lock: (key) => lockOf([key]), several: lockOf };
  },
  named: () => {
    const [box, pending] = [new LockBox<RWLockWriter>(), new Map()];
    const monitors = new Map<string, Monitor<RWLockWriter>>();
    const monitorOf = (contender: string) =>
      monitors.get(contender) ?? new Monitor<RWLockWriter>(box, RWLockWriter, pending);
    return {
      take: (contender, lock) => {
        const monitor = monitorOf(contender);
        monitors.set(contender, monitor);
        return acquiring(() => monitor.lock(lock))();
      },
    };
  },
  barrier: async (parties) => {
    const barrier = await Barrier.createBarrier(parties);
    return { wait: () => barrier.wait() };
  },
} satisfies Adapter;
