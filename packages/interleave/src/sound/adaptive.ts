/**
 * Spin for a while, then park as the three-state mutex does.
 *
 * @see Pizlo, "Locking in WebKit", 2016
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const Adaptive = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    base: number;
    spins: number;

    constructor(view: Int32Array, base: number, _contender: number, _contenders: number, spins = 100) {
      this.view = view;
      this.base = base;
      this.spins = spins;
    }

    lock(): void {
      if (!this.spin()) this.park();
    }

    spin(): boolean {
      for (let i = 0; i <= this.spins; i++) {
        if (atomics.compareExchange(this.view, this.base, 0, 1) === 0) return true;
        atomics.pause();
      }
      return false;
    }

    park(): void {
      while (atomics.exchange(this.view, this.base, 2) !== 0) atomics.wait(this.view, this.base, 2);
    }

    unlock(): void {
      if (atomics.exchange(this.view, this.base, 0) === 2) atomics.notify(this.view, this.base, 1);
    }
  };

export default declare('sound/adaptive', Adaptive, { words: 1 });
