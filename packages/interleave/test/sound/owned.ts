/** A spinlock that knows its owner and lets nobody else unlock. Word 0: 0 free, 1 held. Word 1: contender + 1, or 0. */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const Owned = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    base: number;
    owner: number;
    me: number;

    constructor(view: Int32Array, base: number, contender: number) {
      this.view = view;
      this.base = base;
      this.owner = base + 1;
      this.me = contender + 1;
    }

    lock(): void {
      while (atomics.exchange(this.view, this.base, 1) !== 0) atomics.pause();
      atomics.store(this.view, this.owner, this.me);
    }

    checkOwner(): void {
      if (atomics.load(this.view, this.owner) !== this.me) throw new Error('unlocked by somebody else');
    }

    unlock(): void {
      this.checkOwner();
      atomics.store(this.view, this.owner, 0);
      atomics.store(this.view, this.base, 0);
    }
  };

export default declare('sound/owned', Owned, { words: 2 });
