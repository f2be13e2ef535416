/** Counters with one mistake: what guards nothing must still count right, and number its hits unless it says otherwise. */
import type { CounterStrategy } from '@contend/counter';
import add, { Add } from '../sound/add.ts';
import striped, { LINE, Striped } from '../sound/striped.ts';
import type { Mutant } from './mutant.ts';

const counter = (
  { kind: _, ...sound }: CounterStrategy,
  id: string,
  as: Mutant['as'],
  make: CounterStrategy['make'],
): Mutant => ({ strategy: { ...sound, kind: 'counter', id: `mutant/${id}`, make }, dies: '2x1', as });

export default [
  counter(
    add,
    'add-numbers-from-0',
    'wrong-hits',
    (atomics) =>
      class extends Add(atomics) {
        override increment() {
          return super.increment() - 1;
        }
      },
  ),
  counter(
    add,
    'add-tells-no-number',
    'wrong-hits',
    (atomics) =>
      class extends Add(atomics) {
        // As plain JavaScript may, in which nobody misses a `return`.
        override increment(): number {
          super.increment();
          return undefined as unknown as number;
        }
      },
  ),
  counter(
    striped,
    'striped-shares-a-cell-that-has-one-writer',
    'lost-update',
    (atomics) =>
      class extends Striped(atomics) {
        override increment() {
          atomics.store(this.view, this.base, atomics.load(this.view, this.base) + 1);
          return 0;
        }
      },
  ),
  counter(
    striped,
    'striped-forgets-the-last-cell',
    'lost-update',
    (atomics) =>
      class extends Striped(atomics) {
        override value() {
          return super.value() - atomics.load(this.view, this.base + (this.contenders - 1) * LINE);
        }
      },
  ),
];
