/** What runs while something is held. */
import type { Guard } from '@contend/counter/mutex-error';

/** Is given the guard, to release early for example. */
export type Section<G extends Guard, T> = (guard: G) => T | PromiseLike<T>;

/** Resolves with what `section` returns, once that has settled and the guard was released. */
export async function runHolding<G extends Guard, T>(guarded: Promise<G>, section: Section<G, T>): Promise<T> {
  const guard = await guarded;
  // Not `using`: this runs on versions of Node that cannot read it.
  try {
    return await section(guard);
  } finally {
    guard[Symbol.dispose]();
  }
}
