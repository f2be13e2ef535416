/**
 * Three-state mutex: 0 free, 1 held, 2 held and perhaps somebody sleeps; only a release from 2 wakes.
 *
 * @see Drepper, "Futexes Are Tricky", 2011, mutex 3
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const Futex = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    base: number;

    constructor(view: Int32Array, base: number) {
      this.view = view;
      this.base = base;
    }

    lock(): void {
      let seen = atomics.compareExchange(this.view, this.base, 0, 1);
      if (seen === 0) return;
      if (seen !== 2) seen = atomics.exchange(this.view, this.base, 2);
      while (seen !== 0) {
        atomics.wait(this.view, this.base, 2);
        seen = atomics.exchange(this.view, this.base, 2);
      }
    }

    unlock(): void {
      if (atomics.sub(this.view, this.base, 1) === 1) return;
      atomics.store(this.view, this.base, 0);
      atomics.notify(this.view, this.base, 1);
    }
  };

export default declare('sound/futex', Futex, { words: 1 });
