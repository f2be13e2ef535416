/**
 * The loops that contend: a batch of increments, with or without work between them. Bare, because whatever else a loop
 * does is measured with it: a `try` around the increments costs an uncontended counter 6 %, a look at the bell 8 %.
 */
/** What contends: a counter, or what mostly reads one. */
export interface Stepper {
  increment(): unknown;
}

/** What is done between two increments. */
export type Outside = (() => void) | undefined;

/** What ends a batch before its time. */
export interface Bell {
  /**
   * One word, not 0 once it was rung. It is read plainly: atomically it would cost as much as an increment, and what an
   * increment does, atomic operations or a call, keeps a compiler from reading it only once.
   */
  word: Int32Array;
  /** How many increments lie between two looks at it. */
  stride: number;
}

/**
 * `n` increments one after the other, by a strategy that blocks. Throws what an increment throws.
 *
 * @returns how many were made: fewer where the bell was rung, and at least one
 */
export function steps(counter: Stepper, n: number, outside: Outside, bell: Bell | undefined): number {
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

function stepsUntil({ word, stride }: Bell, counter: Stepper, n: number, outside: Outside): number {
  let made = 0;
  do {
    const next = Math.min(made + stride, n);
    if (outside === undefined) {
      for (; made < next; made++) counter.increment();
    } else {
      for (; made < next; made++) {
        counter.increment();
        outside();
      }
    }
  } while (made < n && word[0] === 0);
  return made;
}

/** As {@link steps}, by a strategy that is awaited, beside which a look at the bell after each increment does not show. */
export async function asyncSteps(
  counter: Stepper,
  n: number,
  outside: Outside,
  bell: Bell | undefined,
): Promise<number> {
  let made = 0;
  do {
    await counter.increment();
    if (outside !== undefined) outside();
    made++;
  } while (made < n && (bell === undefined || bell.word[0] === 0));
  return made;
}
