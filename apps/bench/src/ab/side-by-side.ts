/**
 * Two cells of different runtimes, which cannot share a process: a fork of each, one right after the other. That is further
 * apart in time than windows are, so what the host does in between widens the interval.
 */
import type { Executable, ForkResult, PairResult, runFork, runPair } from '@contend/harness';
import { median } from '@contend/stats';

const NS_PER_MS = 1e6;

/** In place of `runPair`; of each two pairs one begins with b. */
export function sideBySide(a: Executable, b: Executable, run: typeof runFork): typeof runPair {
  let bFirst = true;
  return async ({ a: specA, b: specB, pairs: rounds }, how) => {
    bFirst = !bFirst;
    const forkA = () => run({ ...specA, rounds }, { ...how, runtime: a });
    const forkB = () => run({ ...specB, rounds }, { ...how, runtime: b });
    const early = bFirst ? await forkB() : undefined;
    const ofA = await forkA();
    if ('untrusted' in ofA) return ofA;
    const ofB = early ?? (await forkB());
    if ('untrusted' in ofB) return ofB;
    const [nsA, nsB] = [nsPerIncrement(ofA), nsPerIncrement(ofB)];
    const pairs: PairResult['pairs'] = nsA === undefined || nsB === undefined ? [] : [[nsA, nsB]];
    return { a: ofA, b: ofB, pairs };
  };
}

/** The median of its windows; undefined when none had an increment. */
function nsPerIncrement({ rounds }: ForkResult): number | undefined {
  const each = rounds.flatMap(({ ms, increments }) => {
    const made = increments.reduce((sum, n) => sum + n, 0);
    return made > 0 ? [(ms * NS_PER_MS) / made] : [];
  });
  return each.length === 0 ? undefined : median(each);
}
