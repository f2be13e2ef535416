/** A lock under two names, and the same lock made slower by a known deed: what the measurer is measured with. */
import { LINE_BYTES, type LockStrategy } from '@contend/counter';

const FREE = 0;
const HELD = 1;
/** How many acquisitions lie between two extra steps. */
export const EVERY = 8;
const EXTRA_WORD = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;

function exchange(id: string, extraSteps: number): LockStrategy {
  return {
    kind: 'lock',
    id,
    title: 'Selftest lock',
    summary: 'Test-and-set that counts its acquisitions, with or without an extra step every so often.',
    source: 'Anderson 1990',
    runsIn: ['threads'],
    promises: ['threads'],
    waits: 'spin',
    order: 'none',
    words: 2 * EXTRA_WORD,
    guest: false,
    make: (atomics) =>
      class Exchange {
        view: Int32Array;
        base: number;
        acquisitions = 0;

        constructor(view: Int32Array, base: number) {
          this.view = view;
          this.base = base;
        }

        lock() {
          while (atomics.exchange(this.view, this.base, HELD) !== FREE) atomics.pause();
          if (++this.acquisitions % EVERY !== 0) return;
          for (let i = 0; i < extraSteps; i++) atomics.load(this.view, this.base + EXTRA_WORD);
        }

        unlock() {
          atomics.store(this.view, this.base, FREE);
        }
      },
  };
}

export default [exchange('selftest/one', 0), exchange('selftest/other', 0), exchange('selftest/slowed', 1)];
