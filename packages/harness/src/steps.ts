/**
 * The loops that contend: a batch of increments, with or without work between them. Bare, because whatever else a loop
 * does is measured with it: a `try` around the increments costs an uncontended counter 6 %.
 */
import type { Client } from '@contend/counter';

/** What is done between two increments. */
export type Outside = (() => void) | undefined;

/** `n` increments one after the other, by a strategy that blocks. Throws what an increment throws. */
export function steps(counter: Client, n: number, outside: Outside): void {
  if (outside === undefined) {
    for (let i = 0; i < n; i++) counter.increment();
    return;
  }
  for (let i = 0; i < n; i++) {
    counter.increment();
    outside();
  }
}

/** As {@link steps}, by a strategy that is awaited. */
export async function asyncSteps(counter: Client, n: number, outside: Outside): Promise<void> {
  if (outside === undefined) {
    for (let i = 0; i < n; i++) await counter.increment();
    return;
  }
  for (let i = 0; i < n; i++) {
    await counter.increment();
    outside();
  }
}
