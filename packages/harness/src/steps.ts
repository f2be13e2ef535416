/** The loops that contend: a batch of increments, with or without work between them. */
import type { Client } from '@contend/counter';

/** The strategy refused an increment; `done` of the batch were finished before. */
export class Refused extends Error {
  readonly done: number;

  constructor(done: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.done = done;
  }
}

/** Does `n` increments one after the other. Throws {@link Refused}. */
export type Steps = (n: number) => void;
export type AsyncSteps = (n: number) => Promise<void>;

/** For strategies whose increments block. */
export function steps(counter: Client, outside?: () => void): Steps {
  if (outside === undefined) {
    return (n) => {
      let i = 0;
      try {
        for (; i < n; i++) counter.increment();
      } catch (error) {
        throw new Refused(i, error);
      }
    };
  }
  return (n) => {
    let i = 0;
    try {
      for (; i < n; i++) {
        counter.increment();
        outside();
      }
    } catch (error) {
      throw new Refused(i, error);
    }
  };
}

/** For strategies whose increments are awaited. */
export function asyncSteps(counter: Client, outside?: () => void): AsyncSteps {
  return async (n) => {
    let i = 0;
    try {
      for (; i < n; i++) {
        await counter.increment();
        outside?.();
      }
    } catch (error) {
      throw new Refused(i, error);
    }
  };
}
