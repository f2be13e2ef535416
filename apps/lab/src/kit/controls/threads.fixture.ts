/**
 * The threads' side of `@contend/mutex`, which is sound; and with one fault. Another thread learns of the fault from the
 * URL: `threads.fixture.ts?fault`.
 */
import sound from '../packages/contend-mutex.ts';
import type { Adapter, Barrier, Condition, Held, Latch, Shared, ThreadLock } from '../primitives.ts';

export type ThreadFault =
  | 'each thread its own'
  | 'keeps nobody out'
  | 'blocks the loop'
  | 'knows threads and not tasks'
  | 'times out into the section'
  | 'knows of no death'
  | 'sleeps through'
  | 'passes at once';

const { mutex, condition } = sound.threads;

/** One word, taken and given back, and slept on: nobody knows who holds it. */
const plain: Shared<ThreadLock> = {
  handle: () => new Int32Array(new SharedArrayBuffer(4)),
  part: (handle) => {
    const word = handle as Int32Array;
    const release = () => {
      Atomics.store(word, 0, 0);
      Atomics.notify(word, 0, 1);
    };
    return {
      block: (): Held => {
        while (Atomics.exchange(word, 0, 1) === 1) Atomics.wait(word, 0, 1);
        return { release };
      },
      acquire: async (): Promise<Held> => {
        while (Atomics.exchange(word, 0, 1) === 1) await Atomics.waitAsync(word, 0, 1).value;
        return { release };
      },
    };
  },
};

const freed = { release: () => {} };

function lockOf(lock: ThreadLock, handle: unknown, fault: ThreadFault | undefined): ThreadLock {
  switch (fault) {
    case 'each thread its own':
      return mutex.part(mutex.handle());
    case 'keeps nobody out':
      return { block: () => freed, acquire: async () => freed };
    case 'blocks the loop':
      return { ...lock, acquire: async () => lock.block?.() as Held };
    case 'knows threads and not tasks':
      return { ...lock, acquire: async () => freed };
    case 'times out into the section':
      return { ...lock, block: (asking) => (asking === undefined ? (lock.block?.() as Held) : freed) };
    case 'knows of no death':
      return plain.part(handle);
    default:
      return lock;
  }
}

const locksWith = (fault?: ThreadFault): Shared<ThreadLock> =>
  fault === 'knows of no death'
    ? plain
    : { handle: mutex.handle, part: (handle) => lockOf(mutex.part(handle), handle, fault) };

const conditionsWith = (fault?: ThreadFault): Shared<Condition> => ({
  handle: condition.handle,
  part: (handle) => {
    const made = condition.part(handle);
    return fault === 'sleeps through' ? { ...made, notifyOne: () => {} } : made;
  },
});

const word = () => new Int32Array(new SharedArrayBuffer(4));

/** A count of who has come. */
const barriersWith = (fault?: ThreadFault): Shared<Barrier> => ({
  handle: word,
  part: (handle) => ({
    wait: async () => {
      const come = Atomics.add(handle as Int32Array, 0, 1) + 1;
      if (fault === 'passes at once') return;
      if (come === 2) Atomics.notify(handle as Int32Array, 0);
      else await Atomics.waitAsync(handle as Int32Array, 0, 1).value;
    },
  }),
});

const latchesWith = (fault?: ThreadFault): Shared<Latch> => ({
  handle: word,
  part: (handle) => ({
    countDown: () => {
      Atomics.store(handle as Int32Array, 0, 1);
      if (fault !== 'sleeps through') Atomics.notify(handle as Int32Array, 0);
    },
    wait: async () => {
      if (fault !== 'passes at once') await Atomics.waitAsync(handle as Int32Array, 0, 0).value;
    },
  }),
});

export function withFault(fault?: ThreadFault): Adapter {
  const locks = locksWith(fault);
  return {
    name: new URL(fault === undefined ? '' : `?${fault}`, import.meta.url).href,
    threads: {
      ...{ mutex: locks, semaphore: locks, write: locks },
      ...{ condition: conditionsWith(fault), barrier: barriersWith(fault), latch: latchesWith(fault) },
    },
  };
}

const { search } = new URL(import.meta.url);
export default withFault(search === '' ? undefined : (decodeURI(search.slice(1)) as ThreadFault));
