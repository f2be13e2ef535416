/** For packages that take a section instead of handing out something to release. */
import type { Held } from './primitives.ts';

type Run = (section: () => Promise<void>) => unknown;

/** Holds the lock by a section that goes on until it is released. */
export function holding(run: Run): Promise<Held> {
  return new Promise((resolve, reject) => {
    const section = () => new Promise<void>((release) => resolve({ release }));
    Promise.resolve(run(section)).catch(reject);
  });
}
