/**
 * MCS queue lock: a linked list of waiters, each of which spins on a word of its own. First come, first served.
 *
 * To join is to put oneself at the tail by one exchange, and to link oneself behind whoever was there. To leave is to
 * clear the word that the next one spins on: a release takes a cache line from one waiter, where a ticket lock's takes
 * it from all of them.
 * Word 0: the last node, or 0 where the lock is free. Contender c has node c + 1, a line of words from 32 × (c + 1):
 * first its successor (0: none known), then 1 while it is blocked.
 *
 * It collapses when threads outnumber cores. The lock can go to one thread only, the next in line, and that one may not
 * be running: nobody gets in until the kernel schedules it, while those behind it, who may not overtake, spend their
 * time slices spinning.
 *
 * @see Mellor-Crummey & Scott, "Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors", ACM TOCS
 *   9(1), 1991
 */
import type { LockStrategy } from '@contend/counter';

/** Words to a cache line of 128 bytes. */
const LINE = 32;
const NOBODY = 0;

export default {
  kind: 'lock',
  id: 'spinlock/mcs',
  title: 'MCS queue',
  summary:
    'Queues in a linked list, each spinning on a word of its own until the one before it clears that: first come, ' +
    'first served. Collapses when threads outnumber cores: the next in line may not be running, and no other may go ' +
    'before it.',
  source: 'Mellor-Crummey & Scott 1991',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'fifo',
  words: (contenders) => LINE * (1 + contenders),
  guest: false,
  // What eight threads to a core do in a queue that spins is the scheduler's to say.
  faults: { throw: 'recovered', terminate: 'stuck', kill: 'reported', forget: 'stuck', stall: 'recovered' },
  make: (atomics) =>
    class Mcs {
      view: Int32Array;
      tail: number;
      me: number;

      constructor(view: Int32Array, base: number, contender: number) {
        this.view = view;
        this.tail = base;
        this.me = contender + 1;
      }

      successor(node: number): number {
        return this.tail + LINE * node;
      }

      blocked(node: number): number {
        return this.tail + LINE * node + 1;
      }

      lock(): void {
        // Before the node is at the tail, where the next one to come links itself to it.
        atomics.store(this.view, this.successor(this.me), NOBODY);
        const before = atomics.exchange(this.view, this.tail, this.me);
        if (before === NOBODY) return;
        // Blocked before linked: once it sees the link, the one before may clear the word, and must do so last.
        atomics.store(this.view, this.blocked(this.me), 1);
        atomics.store(this.view, this.successor(before), this.me);
        while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
      }

      unlock(): void {
        let next = atomics.load(this.view, this.successor(this.me));
        if (next === NOBODY) {
          if (atomics.compareExchange(this.view, this.tail, this.me, NOBODY) === this.me) return;
          // Somebody is at the tail by now, and has yet to link itself.
          do {
            atomics.pause();
            next = atomics.load(this.view, this.successor(this.me));
          } while (next === NOBODY);
        }
        atomics.store(this.view, this.blocked(next), 0);
      }
    },
} satisfies LockStrategy;
