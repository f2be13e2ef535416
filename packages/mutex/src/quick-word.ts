/** A lock word whose two quick steps are WebAssembly's, where it lies in the memory that makes this possible. */
import { atomics } from '@contend/counter/atomics';
import { fairWord } from './fair-word.ts';
import { FREE, lockWord, type Watch } from './lock-word.ts';
import { common } from './threads.ts';

// Constants of the module, for only so are they compiled into their callers.
const { take, free } = common?.steps ?? { take: () => 0, free: () => 0 };

/**
 * They are the very operations that the base class does, on the same bytes and in the same order with all others: what
 * was explored of that holds for this.
 */
export class QuickWord extends lockWord(atomics) {
  /** 0: it lies elsewhere. */
  address: number;

  constructor(view: Int32Array, index: number, owner: number, watch: Watch, spins?: number, longest?: number) {
    super(view, index, owner, watch, spins, longest);
    this.address = common?.addressOf(view, index) ?? 0;
  }

  override takeFree(): boolean {
    return this.address === 0 ? super.takeFree() : take(this.address, this.owner) === FREE;
  }

  override free(): boolean {
    return this.address === 0 ? super.free() : free(this.address, this.owner) === this.owner;
  }
}

export const FairQuickWord = fairWord(atomics, QuickWord);
