/**
 * The loops that contend: a batch of increments, with or without work between them. Bare, because whatever else a loop
 * does is measured with it: a `try` around the increments costs an uncontended counter 6 %, a look at the bell 8 %.
 */
import type { Client } from '@contend/counter';

/** What is done between two increments. */
export type Outside = (() => void) | undefined;

/**
 * One word, not 0 once the batch is to end before its time. It is read plainly: atomically it would cost as much as an
 * increment, and what an increment does, atomic operations or a call, keeps a compiler from reading it only once.
 */
export type Bell = Int32Array | undefined;

/**
 * `n` increments one after the other, by a strategy that blocks. Throws what an increment throws.
 *
 * @returns how many were made: fewer where the bell was rung, and at least one
 */
export function steps(counter: Client, n: number, outside: Outside, bell: Bell): number {
  if (bell !== undefined) return stepsUntil(bell, counter, n, outside);
  if (outside === undefined) {
    for (let i = 0; i < n; i++) counter.increment();
    return n;
  }
  for (let i = 0; i < n; i++) {
    counter.increment();
    outside();
  }
  return n;
}

function stepsUntil(bell: Int32Array, counter: Client, n: number, outside: Outside): number {
  let made = 0;
  if (outside === undefined) {
    do {
      counter.increment();
      made++;
    } while (made < n && bell[0] === 0);
    return made;
  }
  do {
    counter.increment();
    outside();
    made++;
  } while (made < n && bell[0] === 0);
  return made;
}

/** As {@link steps}, by a strategy that is awaited, beside which a look at the bell does not show. */
export async function asyncSteps(counter: Client, n: number, outside: Outside, bell: Bell): Promise<number> {
  let made = 0;
  do {
    await counter.increment();
    if (outside !== undefined) outside();
    made++;
  } while (made < n && (bell === undefined || bell[0] === 0));
  return made;
}
