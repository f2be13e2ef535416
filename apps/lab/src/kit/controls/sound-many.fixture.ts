/** Readers and writers, and locks for keys, made of sound locks; and what they may do wrong. */
import type { Asking, Held, Keyed, Lock, ReadersWriter } from '../primitives.ts';
import { type Fault, Sound } from './sound.fixture.ts';

const MANY = 1_000;

export type ReadersFault =
  | Fault
  | 'readers exclude'
  | 'writers share'
  | 'readers first'
  | 'writers first'
  | 'no upgrade'
  | 'downgrade lets all in';

/** Readers need one permit of many, a writer all of them. */
export function soundReadersWriter(fault?: ReadersFault): ReadersWriter {
  const core = new Sound(MANY, fault === 'readers first' ? 'heavy waiters are passed over' : (fault as Fault));
  const side = (weight: number): Lock => ({
    understands: ['timeout', 'signal'],
    acquire: (asking) => core.acquire({ ...asking, weight, first: fault === 'writers first' && weight === MANY }),
    tryAcquire: () => core.tryAcquire(weight),
    run: async (section) => {
      const held = await core.acquire({ weight });
      try {
        return await section();
      } finally {
        held.release();
      }
    },
    ...(core.releaseAnyway && { releaseAnyway: () => core.give(weight) }),
  });
  return {
    read: side(fault === 'readers exclude' ? MANY : 1),
    write: side(fault === 'writers share' ? 1 : MANY),
    upgrade: () => {
      if (fault === 'no upgrade' || core.free < MANY - 1) return undefined;
      core.free = 0;
      return core.held(MANY);
    },
    downgrade: () => {
      core.give(fault === 'downgrade lets all in' ? MANY : MANY - 1);
      return core.held(1);
    },
  };
}

export type KeyedFault =
  | 'one for all'
  | 'none at all'
  | 'objects for keys'
  | 'keeps keys'
  | 'takes what is free'
  | 'in any order';

/** A lock of its own for each key that somebody holds or waits for. */
export function soundKeyed(fault?: KeyedFault): Keyed {
  const locks = new Map<string, Sound>();
  const users = new Map<string, number>();
  const change = (key: string, by: number) => {
    const count = (users.get(key) ?? 0) + by;
    users.set(key, count);
    if (count > 0 || fault === 'keeps keys') return;
    users.delete(key);
    locks.delete(key);
  };
  const keyOf = (key: string) => (fault === 'one for all' ? '' : fault === 'objects for keys' && key in {} ? '' : key);
  const acquire = async (name: string, asking?: Asking): Promise<Held> => {
    const key = keyOf(name);
    if (fault === 'none at all' || (fault === 'objects for keys' && key === '')) return { release: () => {} };
    const lock = locks.get(key) ?? new Sound(1);
    locks.set(key, lock);
    change(key, 1);
    const held = await lock.acquire(asking);
    return {
      release: () => {
        held.release();
        change(key, -1);
      },
    };
  };
  const several = async (keys: string[]): Promise<Held> => {
    if (fault === 'takes what is free') return acquire(keys[0] as string);
    const held: Held[] = [];
    for (const key of fault === 'in any order' ? keys : keys.toSorted()) held.push(await acquire(key));
    return { release: () => held.map((one) => one.release()) };
  };
  return {
    lock: (key) => ({ acquire: (asking) => acquire(key, asking) }),
    several: (keys) => ({ acquire: () => several(keys) }),
  };
}
