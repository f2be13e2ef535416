/** What runs JavaScript, and how a module is started in it. */
const RUNTIMES = ['node', 'bun', 'deno', 'chromium', 'firefox'] as const;
export type RuntimeName = (typeof RUNTIMES)[number];

export interface Executable {
  path: string;
  name: RuntimeName;
}

/** The one that this runs in. Bun and Deno state a version of Node, too, which they borrow: so Node is what is left. */
export const RUNTIME: RuntimeName = (['bun', 'deno'] as const).find((name) => name in process.versions) ?? 'node';

/** The executable that this runs in. */
export const OWN: Executable = { path: process.execPath, name: RUNTIME };

/** What stands between the executable and a module. @param flags of the engine */
export function startArguments({ name }: Pick<Executable, 'name'>, flags: readonly string[]): string[] {
  if (name !== 'deno') return [...flags];
  // Without a lock file, for one would be written into whatever folder the module lies in.
  const own = ['run', '--allow-all', '--no-lock'];
  return flags.length === 0 ? own : [...own, `--v8-flags=${flags.join(',')}`];
}

export function isBrowser({ name }: Pick<Executable, 'name'>): boolean {
  return name === 'chromium' || name === 'firefox';
}
