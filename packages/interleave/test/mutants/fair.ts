import type { AtomicsLike } from '@contend/counter';
import fair, { Fair } from '../sound/fair.ts';
import { type Mutant, mutant } from './mutant.ts';

const HELD = 1;
const CALLED = 2;
const IMPATIENT = 4;
const WAITER = 8;
const YOURS = 2;

const wrong = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => ReturnType<typeof Fair>,
) => mutant(`fair-${id}`, dies, as, make, { words: fair.words });

export default [
  wrong(
    'hand-over-forgets-to-wake',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override handOver() {
          const told = this.toldTo(atomics.load(this.view, this.left));
          atomics.and(this.view, this.base, ~(CALLED | IMPATIENT));
          atomics.sub(this.view, this.base, WAITER);
          this.leave();
          atomics.store(this.view, told, YOURS);
        }
      },
  ),
  wrong(
    'hand-over-wakes-before-it-tells',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override handOver() {
          const told = this.toldTo(atomics.load(this.view, this.left));
          atomics.and(this.view, this.base, ~(CALLED | IMPATIENT));
          atomics.sub(this.view, this.base, WAITER);
          this.leave();
          atomics.notify(this.view, told, 1);
          atomics.store(this.view, told, YOURS);
        }
      },
  ),
  wrong(
    'hand-over-frees-the-lock',
    '2x2',
    'overlap',
    (atomics) =>
      class extends Fair(atomics) {
        override handOver() {
          super.handOver();
          atomics.and(this.view, this.base, ~HELD);
        }
      },
  ),
  wrong(
    'hand-over-leaves-the-first-in-the-queue',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override leave() {}
      },
  ),
  wrong(
    'calls-without-a-word',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if ((seen & IMPATIENT) !== 0) return super.release(seen);
          if (atomics.compareExchange(this.view, this.base, seen, (seen & ~HELD) | CALLED) !== seen)
            super.release(atomics.load(this.view, this.base));
        }
      },
  ),
  wrong(
    'call-hides-a-hand-over',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override release(held: number) {
          for (let seen = held; (seen & IMPATIENT) === 0; ) {
            const told = this.toldTo(atomics.load(this.view, this.left));
            const now = atomics.compareExchange(this.view, this.base, seen, (seen & ~HELD) | CALLED);
            if (now === seen) {
              atomics.store(this.view, told, 1);
              atomics.notify(this.view, told, 1);
              return;
            }
            seen = now;
          }
          this.handOver();
        }
      },
  ),
  wrong(
    'beaten-once-is-called-no-more',
    '2x2',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        // So many overtakings that nothing is handed over: that would hide it.
        override overtakings = 9;

        override take(impatient: boolean) {
          const seen = atomics.load(this.view, this.base);
          if ((seen & HELD) === 0) return super.take(impatient);
          if (impatient) atomics.or(this.view, this.base, IMPATIENT);
          return false;
        }
      },
  ),
  wrong(
    'impatient-with-a-lock-that-is-free',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override take(impatient: boolean) {
          if (!impatient) return super.take(impatient);
          atomics.or(this.view, this.base, IMPATIENT);
          return false;
        }
      },
  ),
  wrong(
    'any-of-the-queue-may-try',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override wait() {
          const told = this.toldTo(atomics.add(this.view, this.joined, 1));
          for (let patience = this.patienceMs; ; ) {
            if (atomics.exchange(this.view, told, 0) === YOURS) return;
            if (this.take(patience <= 0)) return;
            patience -= this.sleep(told, patience);
          }
        }
      },
  ),
  wrong(
    'reads-its-place-before-it-takes-it',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override wait() {
          const place = atomics.load(this.view, this.joined);
          atomics.store(this.view, this.joined, place + 1);
          const told = this.toldTo(place);
          for (let patience = this.patienceMs; ; ) {
            if (atomics.exchange(this.view, told, 0) === YOURS) return;
            if (atomics.load(this.view, this.left) === place && this.take(patience <= 0)) return;
            patience -= this.sleep(told, patience);
          }
        }
      },
  ),
  wrong(
    'enters-when-its-patience-is-out',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Fair(atomics) {
        override take(impatient: boolean) {
          return super.take(impatient) || impatient;
        }
      },
  ),
  wrong(
    'counts-overtakings-when-it-has-freed',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          super.release(seen);
          this.view[this.overtaken] = (this.view[this.overtaken] as number) + 1;
        }
      },
  ),
];
