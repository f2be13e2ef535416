/** Says who keeps a stuck crew from going on. */
import type { Stuck } from './crew.ts';
import { amount, sentence, workers } from './say.ts';

export function standstill({ count, stall: { holder, waiters, idleMs } }: Stuck): string {
  const idle = `${(idleMs / 1_000).toFixed(1)} s, since increment ${amount(count)}`;
  const others = waiters.filter((worker) => worker !== holder);
  const waiting =
    others.length === 0
      ? 'No other thread waits'
      : `${sentence(workers(others))} ${others.length === 1 ? 'waits' : 'wait'}`;
  if (holder === null) return `Nothing has moved for ${idle}. No thread holds the lock. ${waiting} for it.`;
  const itself = waiters.includes(holder) ? ` Worker ${holder} came back for it as well, and waits for itself.` : '';
  return `Worker ${holder} has held the lock for ${idle}. ${waiting} for it.${itself}`;
}
