/** What runs while something is held. */
import type { Guard } from '@contend/counter/mutex-error';

export type Section<G, T> = (guard: G) => T | PromiseLike<T>;

/** Runs it once `turn` has come, and releases what that holds when it has returned, thrown or settled. */
export async function runHolding<G extends Guard, T>(turn: Promise<G>, section: Section<G, T>): Promise<T> {
  const guard = await turn;
  // Not `using`: this runs on versions of Node that cannot read it.
  try {
    return await section(guard);
  } finally {
    guard[Symbol.dispose]();
  }
}
