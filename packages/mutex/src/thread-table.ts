/**
 * Which thread each contender of a strategy is, two words a contender: its number in the system, and when it started. So
 * a waiter that has slept for long can ask the system whether a holder's thread still runs.
 */
import type { AtomicsLike } from '@contend/counter';
import type { PermitsWatch } from './permits.ts';
import { hasEnded, thisSystemThread } from './system-thread.ts';

const ENTRY = 2;

export const threadTableWords = (contenders: number): number => ENTRY * contenders;

/**
 * Writes down this thread.
 *
 * @param table index of the table's first word
 * @param contender from 0; as an owner it is called by one more
 * @returns what looks up the others, and tells nobody of waits: a strategy's deadlocks are its host's to find
 */
export function watchBy(atomics: AtomicsLike, view: Int32Array, table: number, contender: number): PermitsWatch {
  const { id, started } = thisSystemThread();
  atomics.store(view, table + ENTRY * contender, id);
  atomics.store(view, table + ENTRY * contender + 1, started);
  return {
    isDead: (owner, expired) =>
      expired &&
      hasEnded({
        id: atomics.load(view, table + ENTRY * (owner - 1)),
        started: atomics.load(view, table + ENTRY * (owner - 1) + 1),
      }),
    before: () => undefined,
    waits: () => {},
    waitsForEach: () => {},
    stopsWaiting: () => {},
    releases: () => {},
  };
}
