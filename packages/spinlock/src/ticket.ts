/**
 * Ticket lock: draw a number, wait until it is served. First come, first served.
 *
 * One fetch-and-add is all there is to queueing; from then on a waiter only reads. All of them watch the same word, so
 * each release takes its cache line away from everybody.
 * Word 0: the next number to draw. Word 32: the number being served, in a line of its own, so that those who come do
 * not take away the line that the others watch. Both wrap at 2^32, together.
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

export default {
  kind: 'lock',
  id: 'spinlock/ticket',
  title: 'Ticket',
  summary:
    'Draws a number and spins until it is served: first come, first served. Collapses when threads outnumber cores: ' +
    'the next in line may not be running, and no other may go before it.',
  source: 'Mellor-Crummey & Scott 1991',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'fifo',
  words: 2 * LINE,
  guest: false,
  // What eight threads to a core do in a queue that spins is the scheduler's to say.
  faults: { throw: 'recovered', terminate: 'stuck', kill: 'reported', forget: 'stuck', stall: 'recovered' },
  make: (atomics) =>
    class Ticket {
      view: Int32Array;
      next: number;
      serving: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.next = base;
        this.serving = base + LINE;
      }

      lock(): void {
        const mine = atomics.add(this.view, this.next, 1);
        while (atomics.load(this.view, this.serving) !== mine) atomics.pause();
      }

      unlock(): void {
        atomics.add(this.view, this.serving, 1);
      }
    },
} satisfies LockStrategy;
