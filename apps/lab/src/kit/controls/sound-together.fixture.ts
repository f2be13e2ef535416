/** Contenders with names, conditions, barriers and latches that are sound; and what they may do wrong. */
import type { Barrier, Condition, Held, Latch, Named } from '../primitives.ts';
import { Sound } from './sound.fixture.ts';

/** Knows who holds what and who waits for whom; with the fault it never looks. */
export function soundNamed(fault?: 'never looks' | 'lets in again'): Named {
  const locks = { a: new Sound(1), b: new Sound(1) };
  const holders: Partial<Record<'a' | 'b', string>> = {};
  const waits = new Map<string, string>();
  return {
    take: async (contender, lock) => {
      const holder = holders[lock];
      if (fault === 'lets in again' && holder === contender) return { release: () => {} };
      const circle = holder === contender || waits.get(holder ?? '') === contender;
      if (circle && fault === undefined) throw new Error('a deadlock');
      if (holder !== undefined) waits.set(contender, holder);
      const held = await locks[lock].acquire();
      waits.delete(contender);
      holders[lock] = contender;
      return {
        release: () => {
          delete holders[lock];
          held.release();
        },
      };
    },
  };
}

export type ConditionFault =
  | 'keeps the mutex'
  | 'goes on without it'
  | 'wakes all'
  | 'wakes nobody'
  | 'never gives up'
  | 'gives up without it';

export function soundCondition(fault?: ConditionFault): Condition {
  const mutex = new Sound(1);
  const asleep: (() => void)[] = [];
  const retaking = (held: Held): Promise<Held> =>
    fault === 'goes on without it'
      ? Promise.resolve({ release: () => {} })
      : fault === 'keeps the mutex'
        ? Promise.resolve(held)
        : mutex.acquire();
  return {
    mutex,
    understands: ['timeout', 'signal'],
    wait: async (held, { timeout, signal } = {}) => {
      if (fault !== 'keeps the mutex') held.release();
      let givenUp = false;
      await new Promise<void>((wake) => {
        asleep.push(wake);
        const giveUp = () => {
          givenUp = true;
          if (fault !== 'never gives up') wake();
        };
        if (timeout !== undefined) setTimeout(giveUp, timeout);
        signal?.addEventListener('abort', giveUp);
      });
      if (givenUp && fault === 'gives up without it') {
        held.release = () => {};
        return;
      }
      held.release = (await retaking(held)).release;
    },
    notifyOne: () => {
      const woken = fault === 'wakes nobody' ? 0 : fault === 'wakes all' ? asleep.length : 1;
      for (const wake of asleep.splice(0, woken)) wake();
    },
    notifyAll: () => {
      for (const wake of asleep.splice(0)) wake();
    },
  };
}

export function soundBarrier(parties: number, fault?: 'opens early' | 'never opens' | 'serves once'): Barrier {
  let waiting: (() => void)[] = [];
  let isOpen = false;
  return {
    wait: () =>
      new Promise((resolve) => {
        if (isOpen || fault === 'opens early') return resolve(undefined);
        waiting.push(() => resolve(undefined));
        if (waiting.length < parties || fault === 'never opens') return;
        for (const go of waiting) go();
        waiting = [];
        isOpen = fault === 'serves once';
      }),
  };
}

export function soundLatch(
  count: number,
  fault?: 'opens at once' | 'opens at the first' | 'forgets that it is open',
): Latch {
  let left = fault === 'opens at once' ? 0 : fault === 'opens at the first' ? 1 : count;
  let waiting: (() => void)[] = [];
  return {
    countDown: () => {
      if (--left > 0) return;
      for (const go of waiting) go();
      waiting = [];
      if (fault === 'forgets that it is open') left = 1;
    },
    wait: () =>
      new Promise((resolve) => {
        if (left <= 0) resolve(undefined);
        else waiting.push(() => resolve(undefined));
      }),
  };
}
