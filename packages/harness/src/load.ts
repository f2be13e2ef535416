/** A strategy of a module, in the thread that is going to make it. */
import type { RemoteStrategy, Strategy } from '@contend/counter';

/** What the module declares was checked when it was described. @throws Error when it has no such strategy, or that is absent */
export async function strategyIn<S extends Strategy | RemoteStrategy = Strategy>(
  module: string,
  id: string,
): Promise<S> {
  const exported: S[] = [(await import(module)).default].flat();
  const found = exported.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the module no longer has a strategy ${id}`);
  if (found.absent !== undefined) throw new Error(`${id} is absent: ${found.absent}`);
  return found;
}
