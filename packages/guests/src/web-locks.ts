/**
 * The Web Locks of the platform: `navigator.locks.request(name, section)`, by name among all threads of a process.
 *
 * It claims that an exclusive lock has one holder. Between worker threads Node breaks that now and then: its manager
 * finds that a request can be granted while it holds its own mutex, lets that go, and takes it once more to note who
 * holds the lock; another thread's request that is looked at in between is granted too. A section that throws instead of
 * rejecting keeps the lock for ever in Node; the one here rejects. The runtime is its version. docs/web-locks.md says what each
 * runtime makes of it, and has a reproduction.
 * Word 0: the count. From word 1: the name.
 *
 * @see https://w3c.github.io/web-locks/
 * @see https://github.com/nodejs/node/blob/main/src/node_locks.cc (LockManager::ProcessQueue)
 */
import type { CounterStrategy } from '@contend/counter';
import { GuardedCount } from './guarded-count.ts';
import { RENDEZVOUS_WORDS, sharedName } from './shared-name.ts';

class WebLocks extends GuardedCount {
  name: string;

  constructor(view: Int32Array, base: number) {
    super(view, base);
    this.name = sharedName(view, base + 1);
  }

  increment(): Promise<number> {
    return navigator.locks.request(this.name, this.hit);
  }
}

export default {
  kind: 'counter',
  id: 'guests/web-locks',
  title: 'Web Locks',
  summary:
    'The platform’s navigator.locks: exclusive by name among threads. In Node two worker threads now and then hold one at once.',
  source: 'W3C Web Locks API',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks', 'threads'],
  waits: 'await',
  order: 'fifo',
  words: 1 + RENDEZVOUS_WORDS,
  guest: true,
  absent: globalThis.navigator?.locks === undefined ? 'this runtime has no navigator.locks' : undefined,
  make: () => WebLocks,
} satisfies CounterStrategy;
