/** The models that a strategy's declaration may name. */
import { compareAndSwap } from './compare-and-swap.ts';
import { etcdLock } from './etcd-lock.ts';
import { properLockfile } from './proper-lockfile.ts';
import type { Protocol } from './protocol.ts';
import { readThenWrite } from './read-then-write.ts';
import { redisSemaphore } from './redis-semaphore.ts';
import { redlock } from './redlock.ts';
import { setNx } from './set-nx.ts';
import { setNxFenced } from './set-nx-fenced.ts';
import { watch } from './watch.ts';

/** Each over one number of servers, or over several. */
export const MODELS: ReadonlyMap<string, readonly Protocol[]> = new Map([
  ['set-nx', [setNx]],
  ['set-nx-fenced', [setNxFenced]],
  [
    'redlock',
    [
      redlock({ servers: 1, life: 1, atOnce: false }),
      redlock({ servers: 3, life: 2, atOnce: false }),
      // Asked one at a time, five have more states than anybody waits for.
      redlock({ servers: 5, life: 2, atOnce: true }),
    ],
  ],
  ['redis-semaphore', [redisSemaphore]],
  ['proper-lockfile', [properLockfile]],
  ['etcd-lock', [etcdLock]],
  ['watch', [watch]],
  ['compare-and-swap', [compareAndSwap]],
  ['read-then-write', [readThenWrite]],
]);
