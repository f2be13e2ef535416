/** One thread that runs the loops of operations.ts by name. */
import { pin, threadId } from '@contend/harness';
import { BATCH, type Operation, operationsOn } from './operations.ts';

const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const operations = operationsOn(memory);

/** @returns whether the thread now stays on the core */
export function settle(core: number): Promise<boolean> {
  return pin([threadId()], [core]);
}

/** @returns ns that one operation took */
export function time({ operation, ms }: { operation: Operation; ms: number }): number {
  const run = operations[operation];
  let done = 0;
  const from = performance.now();
  let at = from;
  while (at - from < ms) {
    run();
    done += BATCH;
    at = performance.now();
  }
  return ((at - from) * 1e6) / done;
}

export const OPERATIONS = Object.keys(operations) as Operation[];

/** @returns what can be timed, in the order of their listing */
export function list(): Operation[] {
  return OPERATIONS;
}
