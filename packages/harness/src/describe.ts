/** What the strategies in a module declare, read in a process of its own. */
import type { Declared, ProgramStrategy, StoreStrategy } from '@contend/counter';
import { ask } from './child.ts';
import { type Executable, isBrowser } from './runtime.ts';

/** What a strategy declares, without its functions; with the path of its program, where it is one. */
export type Description = Omit<Declared, 'make' | 'words' | 'bypass'> &
  Pick<ProgramStrategy, 'program'> &
  Pick<StoreStrategy, 'needs' | 'idempotent' | 'pipelined' | 'model'>;

/** `sources`: URLs of the files that it is made of, itself first; packages that it imports are not among them. */
export type Described =
  | { module: string; sources: string[]; strategies: Description[] }
  | { module: string; error: string };

/** Against modules that hang: a process and what it loads may take ten times as long as usual, and as long again beside others. */
const START_MS = 20_000;
const PER_MODULE_MS = 10_000;

/**
 * What a strategy that asks for flags of the runtime declares is what it declares under them. A runtime that does not
 * start with them lacks what it needs.
 *
 * @param modules URLs, all loaded in one process: strangers' modules are better asked one at a time
 * @returns one for each module, in order
 */
export async function describe(
  modules: readonly string[],
  runtime: Executable,
  signal?: AbortSignal,
): Promise<Described[]> {
  const described = await declared(modules, [], runtime, signal);
  if (isBrowser(runtime)) return described.map(withoutFlags);
  const flagged = new Map<string, readonly string[]>();
  for (const each of described) {
    if ('error' in each) continue;
    for (const { flags = [] } of each.strategies) if (flags.length > 0) flagged.set(flags.join(' '), flags);
  }
  for (const [key, flags] of flagged) {
    const asksFor = (strategy: Description) => strategy.flags?.join(' ') === key;
    const concerned = described.filter((each) => 'strategies' in each && each.strategies.some(asksFor));
    const under = await declared(
      concerned.map(({ module }) => module),
      flags,
      runtime,
      signal,
    );
    for (const [i, each] of concerned.entries()) {
      if (!('strategies' in each)) continue;
      each.strategies = each.strategies.map((plain) =>
        asksFor(plain) ? underFlags(plain, under[i] as Described) : plain,
      );
    }
  }
  return described;
}

/** A page is of a browser that has started long before, with no flags. */
function withoutFlags(described: Described): Described {
  if ('error' in described) return described;
  const strategies = described.strategies.map((each) =>
    each.flags === undefined ? each : { ...each, absent: `a browser is started without ${each.flags.join(' ')}` },
  );
  return { ...described, strategies };
}

/** @param under what its module declares when the runtime was started with the flags that it asks for */
function underFlags(plain: Description, under: Described): Description {
  // Its own words may name folders of this machine, and this is published.
  if ('error' in under) return { ...plain, absent: `the runtime cannot load it with ${plain.flags?.join(' ')}` };
  return under.strategies.find(({ id }) => id === plain.id) ?? plain;
}

async function declared(
  modules: readonly string[],
  flags: readonly string[],
  runtime: Executable,
  signal: AbortSignal | undefined,
): Promise<Described[]> {
  const outcome = await ask<Described[]>(
    new URL('./describe-child.ts', import.meta.url),
    { modules },
    { runtime, flags, timeLimitMs: START_MS + PER_MODULE_MS * modules.length, graceMs: 0, signal },
  );
  if ('answer' in outcome) return outcome.answer;
  return modules.map((module) => ({ module, error: outcome.died }));
}
