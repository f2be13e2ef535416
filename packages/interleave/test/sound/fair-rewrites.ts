/** Other ways to write the fair mutex, which has too many states to be among the others. */
import { declare } from './declare.ts';
import fair, { Fair } from './fair.ts';

const HELD = 1;
const YOURS = 2;

export default [
  declare(
    'rewrite/fair-without-patience',
    (atomics) =>
      class extends Fair(atomics) {
        override take() {
          return super.take(true);
        }
      },
    fair,
  ),
  declare(
    'rewrite/fair-that-always-hands-over',
    (atomics) =>
      class extends Fair(atomics) {
        override release() {
          this.handOver();
        }
      },
    fair,
  ),
  declare(
    'rewrite/fair-that-looks-before-it-takes',
    (atomics) =>
      class extends Fair(atomics) {
        override lock() {
          const seen = atomics.load(this.view, this.base);
          if ((seen & HELD) !== 0 || atomics.compareExchange(this.view, this.base, seen, seen | HELD) !== seen)
            super.lock();
        }
      },
    fair,
  ),
  declare(
    'rewrite/fair-that-wakes-by-exchange',
    (atomics) =>
      class extends Fair(atomics) {
        override handOver() {
          const told = this.toldTo(atomics.load(this.view, this.left));
          atomics.sub(this.view, this.base, 8);
          atomics.and(this.view, this.base, ~6);
          this.leave();
          if (atomics.exchange(this.view, told, YOURS) !== YOURS) atomics.notify(this.view, told);
        }
      },
    fair,
  ),
];
