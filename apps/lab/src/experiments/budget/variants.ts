/** The adaptive mutexes under other spin budgets than their own: how many looks, how soon the first, how far apart at most. */
import type { LockStrategy } from '@contend/counter';
import mutex from '@contend/mutex/adaptive';
import wasm from '@contend/wasm/adaptive';

/** Delays are in `Atomics.pause`, some 32 ns each, or in steps of a loop of WebAssembly, some 0.3 ns. */
export interface Budget {
  tries: number;
  first: number;
  most: number;
}

interface Lock {
  lock: string;
  /** What its delays count. */
  unit: string;
  own: Budget;
  /** What is tried of each in place of its own. */
  others: Record<keyof Budget, readonly number[]>;
}

const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const view = new Int32Array(memory.buffer);
const own = {
  mutex: new (mutex.make(Atomics))(view, 0, 0, 1),
  wasm: new (wasm.make(Atomics, { memory, world: 'threads' }))(view, 0, 0, 1),
};

const MUTEX: Lock = {
  ...{ lock: mutex.id, unit: 'pauses' },
  own: { tries: own.mutex.tries, first: own.mutex.firstPauses, most: own.mutex.mostPauses },
  others: { tries: [3, 30, 100], first: [1, 4, 64], most: [16, 64, 2_560] },
};
const WASM: Lock = {
  ...{ lock: wasm.id, unit: 'steps' },
  own: { tries: own.wasm.tries, first: own.wasm.firstDelay, most: own.wasm.mostDelay },
  others: { tries: [3, 30, 100], first: [256, 1_024, 8_192], most: [4_096, 16_384, 262_144] },
};
export const LOCKS: readonly Lock[] = [MUTEX, WASM];

/** The lock's own budget, which is the control, and that with one of its three numbers changed. */
export function budgetsOf({ own, others }: Lock): Budget[] {
  const changed = (Object.keys(others) as (keyof Budget)[]).flatMap((part) =>
    others[part].map((value) => ({ ...own, [part]: value })),
  );
  return [own, ...changed];
}

export const idOf = (lock: string, { tries, first, most }: Budget) =>
  `budget/${lock.replace('/', '-')}-${tries}-${first}-${most}`;

const mutexUnder = (budget: Budget): LockStrategy => ({
  ...mutex,
  id: idOf(MUTEX.lock, budget),
  make: (atomics) =>
    class extends mutex.make(atomics) {
      constructor(view: Int32Array, base: number, contender: number, contenders: number) {
        super(view, base, contender, contenders, budget.tries, budget.first, budget.most);
      }
    },
});

const wasmUnder = (budget: Budget): LockStrategy => ({
  ...wasm,
  id: idOf(WASM.lock, budget),
  make: (atomics, place) =>
    class extends wasm.make(atomics, place) {
      constructor(view: Int32Array, base: number, contender: number, contenders: number) {
        super(view, base, contender, contenders, budget.tries, budget.first, budget.most);
      }
    },
});

export default [...budgetsOf(MUTEX).map(mutexUnder), ...budgetsOf(WASM).map(wasmUnder)];
