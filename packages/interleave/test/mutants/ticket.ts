import type { AtomicsLike } from '@contend/counter';
import sound, { Ticket } from '../sound/ticket.ts';
import { type Mutant, mutant } from './mutant.ts';

const ticket = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => ReturnType<typeof Ticket>,
) => mutant(`ticket-${id}`, dies, as, make, sound);

export default [
  ticket(
    'read-late',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Ticket(atomics) {
        override lock() {
          atomics.add(this.view, this.next, 1);
          const mine = atomics.load(this.view, this.next) - 1;
          while (atomics.load(this.view, this.serving) < mine) atomics.pause();
        }
      },
  ),
  ticket(
    'drawn-in-two-steps',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Ticket(atomics) {
        override lock() {
          const mine = atomics.load(this.view, this.next);
          atomics.store(this.view, this.next, mine + 1);
          while (atomics.load(this.view, this.serving) !== mine) atomics.pause();
        }
      },
  ),
  ticket(
    'serving-advanced-plainly',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Ticket(atomics) {
        override unlock() {
          this.view[this.serving] = (this.view[this.serving] as number) + 1;
        }
      },
  ),
  ticket(
    'next-never-served',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Ticket(atomics) {
        override unlock() {}
      },
  ),
  ticket(
    'one-skipped',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Ticket(atomics) {
        override unlock() {
          atomics.add(this.view, this.serving, 2);
        }
      },
  ),
  ticket(
    'serves-the-last-drawn',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Ticket(atomics) {
        override unlock() {
          atomics.store(this.view, this.serving, atomics.load(this.view, this.next));
        }
      },
  ),
  ticket(
    'off-by-one',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Ticket(atomics) {
        override lock() {
          const mine = atomics.add(this.view, this.next, 1);
          while (atomics.load(this.view, this.serving) < mine - 1) atomics.pause();
        }
      },
  ),
];
