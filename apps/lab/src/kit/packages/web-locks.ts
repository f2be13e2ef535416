/** The Web Locks of the platform. A lock is a name; each probe has one of its own. */
import type { Adapter, Held, Lock, Shared, ThreadLock } from '../primitives.ts';
import { holding } from '../sections.ts';

let made = 0;
const newName = () => `${process.pid} ${++made}`;

function lockOf(name: string, mode: LockMode = 'exclusive'): Lock {
  const { locks } = navigator;
  return {
    sections: true,
    understands: ['signal'],
    acquire: ({ signal } = {}) =>
      holding((section) => locks.request(name, { mode, ...(signal && { signal }) }, section)),
    tryAcquire: () =>
      new Promise<Held | undefined>((resolve, reject) => {
        const section = (lock: unknown) =>
          lock === null ? resolve(undefined) : new Promise<void>((release) => resolve({ release }));
        locks.request(name, { mode, ifAvailable: true }, section).catch(reject);
      }),
    run: (section) => locks.request(name, { mode }, section) as never,
    locked: async () => (await locks.query()).held?.some((lock) => lock.name === name) ?? false,
    waiting: async () => (await locks.query()).pending?.filter((lock) => lock.name === name).length ?? 0,
  };
}

/** The same name is the same lock in every thread, and an exclusive one is a writer's. */
const shared: Shared<ThreadLock> = { handle: newName, part: (name) => ({ acquire: lockOf(name as string).acquire }) };

export default {
  name: 'navigator.locks',
  mutex: () => lockOf(newName()),
  readersWriter: () => {
    const name = newName();
    return { read: lockOf(name, 'shared'), write: lockOf(name) };
  },
  keyed: () => {
    const prefix = newName();
    return { lock: (key) => lockOf(`${prefix} ${key}`) };
  },
  threads: { mutex: shared, write: shared },
} satisfies Adapter;
