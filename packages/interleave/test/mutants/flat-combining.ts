import type { CounterStrategy } from '@contend/counter';
import sound, { FlatCombining } from '../sound/flat-combining.ts';
import type { Mutant } from './mutant.ts';

const combining = (id: string, as: Mutant['as'], make: CounterStrategy['make']): Mutant => ({
  strategy: { ...sound, id: `mutant/combining-${id}`, make },
  dies: '2x1',
  as,
});

/** States of the lock (HELD, AWAITED) and of a record (ASKED, PARKED); 0 is FREE or DONE. */
const HELD = 1;
const AWAITED = 2;
const ASKED = 1;
const PARKED = 2;

export default [
  combining(
    'forgets-whom-it-overlooked',
    'deadlock',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override wakeOne() {}
      },
  ),
  combining(
    'wakes-without-changing-the-record',
    'deadlock',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override wakeOne() {
          for (let i = 0; i < this.contenders; i++) atomics.notify(this.view, this.records + i * 32, 1);
        }
      },
  ),
  combining(
    'parks-without-a-mark',
    'deadlock',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override park() {
          if (atomics.compareExchange(this.view, this.own, ASKED, PARKED) === 0) return;
          atomics.wait(this.view, this.own, PARKED);
        }
      },
  ),
  combining(
    'marks-before-it-parks',
    'deadlock',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override park() {
          if (atomics.compareExchange(this.view, this.mutex, HELD, AWAITED) === 0) return;
          if (atomics.compareExchange(this.view, this.own, ASKED, PARKED) === 0) return;
          atomics.wait(this.view, this.own, PARKED);
        }
      },
  ),
  combining(
    'answers-without-waking',
    'deadlock',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override answer() {
          for (let i = 0; i < this.contenders; i++) {
            const record = this.records + i * 32;
            if (atomics.load(this.view, record) === 0) continue;
            this.view[record + 1] = atomics.add(this.view, this.count, 1) + 1;
            atomics.store(this.view, record, 0);
          }
        }
      },
  ),
  combining(
    'answers-before-it-writes',
    'wrong-hits',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override answer() {
          for (let i = 0; i < this.contenders; i++) {
            const record = this.records + i * 32;
            if (atomics.load(this.view, record) === 0) continue;
            const hit = atomics.add(this.view, this.count, 1) + 1;
            if (atomics.exchange(this.view, record, 0) === PARKED) atomics.notify(this.view, record, 1);
            this.view[record + 1] = hit;
          }
        }
      },
  ),
  combining(
    'takes-the-lock-in-two-steps',
    'lost-update',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override combine() {
          if (atomics.load(this.view, this.mutex) !== 0) return false;
          atomics.store(this.view, this.mutex, HELD);
          this.answer();
          if (atomics.exchange(this.view, this.mutex, 0) === AWAITED) this.wakeOne();
          return true;
        }
      },
  ),
  combining(
    'releases-before-it-answers',
    'lost-update',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override combine() {
          if (atomics.compareExchange(this.view, this.mutex, 0, HELD) !== 0) return false;
          if (atomics.exchange(this.view, this.mutex, 0) === AWAITED) this.wakeOne();
          this.answer();
          return true;
        }
      },
  ),
  combining(
    'goes-without-an-answer',
    'lost-update',
    (atomics) =>
      class extends FlatCombining(atomics) {
        override increment() {
          atomics.store(this.view, this.own, ASKED);
          if (!this.combine()) this.park();
          return this.view[this.own + 1] as number;
        }
      },
  ),
];
