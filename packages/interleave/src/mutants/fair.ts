import type { AtomicsLike } from '@contend/counter';
import fair, { Fair } from '../sound/fair.ts';
import { type Mutant, mutant } from './mutant.ts';

const wrong = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => ReturnType<typeof Fair>,
) => mutant(`fair-${id}`, dies, as, make, { words: fair.words });

export default [
  wrong(
    'hand-off-forgets-to-wake',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if (seen < 4) return super.release(seen);
          atomics.sub(this.view, this.base, 4);
          atomics.add(this.view, this.served, 1);
        }
      },
  ),
  wrong(
    'hand-off-wakes-before-it-serves',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if (seen < 4) return super.release(seen);
          atomics.sub(this.view, this.base, 4);
          atomics.notify(this.view, this.served);
          atomics.add(this.view, this.served, 1);
        }
      },
  ),
  wrong(
    'hand-off-frees-the-lock',
    '2x2',
    'overlap',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if (seen < 4) return super.release(seen);
          atomics.store(this.view, this.base, 0);
          atomics.add(this.view, this.served, 1);
          atomics.notify(this.view, this.served);
        }
      },
  ),
  wrong(
    'hand-off-wakes-only-one',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if (seen < 4) return super.release(seen);
          atomics.sub(this.view, this.base, 4);
          atomics.add(this.view, this.served, 1);
          atomics.notify(this.view, this.served, 1);
        }
      },
  ),
  wrong(
    'hand-off-counts-down-too-late',
    '2x2',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if (seen < 4) return super.release(seen);
          atomics.add(this.view, this.served, 1);
          atomics.notify(this.view, this.served);
          atomics.sub(this.view, this.base, 4);
        }
      },
  ),
  wrong(
    'frees-what-has-changed-since-it-looked',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override release(seen: number) {
          if (seen >= 4) return super.release(seen);
          atomics.store(this.view, this.base, 0);
          atomics.notify(this.view, this.base, 1);
        }
      },
  ),
  wrong(
    'queues-without-telling-the-holder',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override wait() {
          if (atomics.or(this.view, this.base, 3) === 0) return;
          if (atomics.wait(this.view, this.base, 3, this.patienceMs) === 'timed-out') this.awaitTurn();
          else this.wait();
        }
      },
  ),
  wrong(
    'tells-nobody-in-particular',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override wait() {
          const seen = atomics.or(this.view, this.base, 3);
          if (seen === 0) return;
          atomics.wait(this.view, this.base, seen | 2, this.patienceMs);
          // The lock may be free by now, and then there is no holder to hand it over.
          atomics.add(this.view, this.base, 4);
          this.awaitTurn();
        }
      },
  ),
  wrong(
    'takes-unmarked-when-woken',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Fair(atomics) {
        override wait() {
          while (atomics.compareExchange(this.view, this.base, 0, 1) !== 0)
            if (atomics.compareExchange(this.view, this.base, 1, 3) !== 0) atomics.wait(this.view, this.base, 3);
        }
      },
  ),
  wrong(
    'enters-when-its-patience-is-out',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Fair(atomics) {
        override awaitTurn() {}
      },
  ),
  wrong(
    'reads-its-place-before-it-takes-it',
    '2x2',
    'overlap',
    (atomics) =>
      class extends Fair(atomics) {
        override awaitTurn() {
          const place = atomics.load(this.view, this.joined);
          atomics.store(this.view, this.joined, place + 1);
          for (;;) {
            const served = atomics.load(this.view, this.served);
            if (served > place) return;
            atomics.wait(this.view, this.served, served);
          }
        }
      },
  ),
];
