/** Other ways to write the fair mutex, which has too many states to be among the others. */
import { declare } from './declare.ts';
import fair, { Fair } from './fair.ts';

export default [
  declare(
    'rewrite/fair-without-patience',
    (atomics) =>
      class extends Fair(atomics) {
        override wait() {
          for (;;) {
            const seen = atomics.or(this.view, this.base, 3);
            if (seen === 0) return;
            if (atomics.compareExchange(this.view, this.base, seen | 2, (seen | 2) + 4) !== (seen | 2)) continue;
            this.awaitTurn();
            return;
          }
        }
      },
    fair,
  ),
  declare(
    'rewrite/fair-that-wakes-everybody',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if (seen < 4 && atomics.compareExchange(this.view, this.base, seen, 0) === seen)
            atomics.notify(this.view, this.base);
          else super.release(atomics.load(this.view, this.base));
        }
      },
    fair,
  ),
  declare(
    'rewrite/fair-that-joins-by-compare-exchange',
    (atomics) =>
      class extends Fair(atomics) {
        override awaitTurn() {
          let place = atomics.load(this.view, this.joined);
          for (;;) {
            const now = atomics.compareExchange(this.view, this.joined, place, place + 1);
            if (now === place) break;
            place = now;
          }
          for (;;) {
            const served = atomics.load(this.view, this.served);
            if (served > place) return;
            atomics.wait(this.view, this.served, served);
          }
        }
      },
    fair,
  ),
];
