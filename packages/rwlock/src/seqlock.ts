/**
 * Seqlock: writers count their comings and goings in one word; readers write nothing, and read again what a writer may
 * have changed meanwhile.
 *
 * Since readers write nothing, they take no cache line from each other and never keep a writer out: reading is as quick as
 * two loads. In turn a reader may see what is half written, and must use nothing of it before it has asked whether to read
 * again; and writers that keep coming starve readers.
 * Word 0: the sequence number, odd while a writer is inside.
 *
 * Why a reader that is told to go on has seen one value: what it read lies between two loads of the same even number, so no
 * writer came in the meantime, unless 2^31 of them did. This needs what is guarded to be read and written by `Atomics`, too:
 * plain accesses may be seen to move out from between the two loads.
 *
 * @see Lameter, "Effective Synchronization on Linux/NUMA Systems", Gelato Conference 2005
 * @see Boehm, "Can Seqlocks Get Along With Programming Language Memory Models?", MSPC 2012
 */
import type { OptimisticLockStrategy } from '@contend/counter';

const WRITING = 1;

/** Pauses, some 32 ns each in V8, after the first look in vain and at most, as `spinlock/ttas` has them. */
const MIN_PAUSES = 1;
const MAX_PAUSES = 128;

export default {
  kind: 'lock',
  id: 'rwlock/seqlock',
  title: 'Seqlock',
  summary:
    'Writers make one number odd and even again; readers exclude nobody, and read again if the number has changed. ' +
    'Writers that keep coming starve readers.',
  source: 'Lameter 2005; Boehm 2012',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  reads: 'optimistic',
  words: 1,
  guest: false,
  faults: {
    throw: 'recovered',
    terminate: 'stuck',
    kill: 'reported',
    forget: 'stuck',
    stall: 'recovered',
    crowd: 'recovered',
  },
  make: (atomics) =>
    class Seqlock {
      view: Int32Array;
      base: number;
      minPauses: number;
      maxPauses: number;

      constructor(
        view: Int32Array,
        base: number,
        _contender: number,
        _contenders: number,
        minPauses = MIN_PAUSES,
        maxPauses = MAX_PAUSES,
      ) {
        this.view = view;
        this.base = base;
        this.minPauses = minPauses;
        this.maxPauses = maxPauses;
      }

      lock(): void {
        // The number itself excludes writers from each other: who makes an even one odd is inside.
        for (
          let even = this.readBegin();
          atomics.compareExchange(this.view, this.base, even, even + WRITING) !== even;
        )
          even = this.readBegin();
      }

      unlock(): void {
        atomics.add(this.view, this.base, WRITING);
      }

      readBegin(): number {
        const seen = atomics.load(this.view, this.base);
        return (seen & WRITING) === 0 ? seen : this.waitForWriter();
      }

      waitForWriter(): number {
        for (let pauses = this.minPauses; ; pauses = Math.min(pauses * 2, this.maxPauses)) {
          for (let i = 0; i < pauses; i++) atomics.pause();
          const seen = atomics.load(this.view, this.base);
          if ((seen & WRITING) === 0) return seen;
        }
      }

      readRetry(mark: number): boolean {
        return atomics.load(this.view, this.base) !== mark;
      }
    },
} satisfies OptimisticLockStrategy;
