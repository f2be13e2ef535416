/**
 * CLH queue lock: each waits on the node of the one before it, and takes that node over. First come, first served.
 *
 * A node says whether its user wants the lock or has it. One exchange at the tail both joins the queue and tells whose
 * node to watch: there is no link to write and none to wait for, as in MCS. The price is that a node outlives its use,
 * for the one behind may still be reading it; so who leaves keeps not its own node but the one before, which nobody
 * reads any more.
 * Word 0: the last node. Node n is word 32 × (n + 1), a line each: 1 while wanted or held. Contender c begins with node
 * c + 1; node 0 is nobody's, free from the start, and the first to come finds it at the tail.
 *
 * It collapses when threads outnumber cores. The lock can go to one thread only, the next in line, and that one may not
 * be running: nobody gets in until the kernel schedules it, while those behind it, who may not overtake, spend their
 * time slices spinning.
 *
 * @see Craig, "Building FIFO and Priority-Queuing Spin Locks from Atomic Swap", TR 93-02-02, University of Washington,
 *   1993
 * @see Magnusson, Landin & Hagersten, "Queue Locks on Cache Coherent Multiprocessors", IPPS 1994
 */
import type { LockStrategy } from '@contend/counter';

/** Words to a cache line of 128 bytes. */
const LINE = 32;
const FREE = 0;
const WANTED = 1;

export default {
  kind: 'lock',
  id: 'spinlock/clh',
  title: 'CLH queue',
  summary:
    'Queues by one exchange, and spins on the word of the one before until that has left: first come, first served. ' +
    'Collapses when threads outnumber cores: the next in line may not be running, and no other may go before it.',
  source: 'Craig 1993; Magnusson, Landin & Hagersten 1994',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'fifo',
  words: (contenders) => LINE * (2 + contenders),
  guest: false,
  // What eight threads to a core do in a queue that spins is the scheduler's to say.
  faults: { throw: 'recovered', terminate: 'stuck', kill: 'reported', forget: 'stuck', stall: 'recovered' },
  make: (atomics) =>
    class Clh {
      view: Int32Array;
      tail: number;
      /** The node that is this contender's to use next, or in use. */
      mine: number;
      /** The node of the one before, while waiting or holding. */
      before = 0;

      constructor(view: Int32Array, base: number, contender: number) {
        this.view = view;
        this.tail = base;
        this.mine = contender + 1;
      }

      wanted(node: number): number {
        return this.tail + LINE * (node + 1);
      }

      lock(): void {
        // Before the node is at the tail, where the next one to come looks at it.
        atomics.store(this.view, this.wanted(this.mine), WANTED);
        this.before = atomics.exchange(this.view, this.tail, this.mine);
        while (atomics.load(this.view, this.wanted(this.before)) !== FREE) atomics.pause();
      }

      unlock(): void {
        const left = this.mine;
        this.mine = this.before;
        atomics.store(this.view, this.wanted(left), FREE);
      }
    },
} satisfies LockStrategy;
