/** The adaptive mutexes under other spin budgets than their own: how many looks, and how far apart they get at most. */
import type { LockStrategy } from '@contend/counter';
import mutex from '@contend/mutex/adaptive';
import wasm from '@contend/wasm/adaptive';

export interface Budget {
  tries: number;
  /** Of `Atomics.pause`, some 32 ns each, or of a loop of WebAssembly, some 0.3 ns. */
  most: number;
}

export const TRIES = [10, 30, 100, 300];

/** The locks, what their delays count, and the longest delays to try: from a fifth of a microsecond to 5 µs. */
export const LOCKS = [
  { lock: 'mutex/adaptive', family: 'mutex', counts: 'pauses', first: 1, most: [4, 16, 64, 160] },
  { lock: 'wasm/adaptive', family: 'wasm', counts: 'steps', first: 64, most: [256, 1_024, 4_096, 16_384] },
] as const;

export const idOf = (family: string, { tries, most }: Budget) => `budget/${family}-${tries}-${most}`;

const mutexUnder = (budget: Budget): LockStrategy => ({
  ...mutex,
  id: idOf('mutex', budget),
  make: (atomics) =>
    class extends mutex.make(atomics) {
      constructor(view: Int32Array, base: number, contender: number, contenders: number) {
        super(view, base, contender, contenders, budget.tries, LOCKS[0].first, budget.most);
      }
    },
});

const wasmUnder = (budget: Budget): LockStrategy => ({
  ...wasm,
  id: idOf('wasm', budget),
  make: (atomics, place) =>
    class extends wasm.make(atomics, place) {
      constructor(view: Int32Array, base: number, contender: number, contenders: number) {
        super(view, base, contender, contenders, budget.tries, LOCKS[1].first, budget.most);
      }
    },
});

const each = (lengths: readonly number[], under: (budget: Budget) => LockStrategy) =>
  TRIES.flatMap((tries) => lengths.map((most) => under({ tries, most })));

export default [...each(LOCKS[0].most, mutexUnder), ...each(LOCKS[1].most, wasmUnder)];
