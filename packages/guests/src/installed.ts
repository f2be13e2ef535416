/**
 * Somebody else's package as it is installed: what it exports, and its version. Where it cannot be loaded, the reason, so
 * that a guest that is missing takes no other strategy with it.
 */
import { readFileSync } from 'node:fs';

export interface Installed<Exported> {
  /** Of a package that could not be loaded there is nothing: then `absent` is set, and nobody makes the strategy. */
  exported: Exported;
  /** Of its own package.json. */
  version?: string;
  /** Why it cannot run here, for a reader on any machine: no path of this one. */
  absent?: string;
}

/** The package.json beside a package's entry, whether or not its `exports` let one import it. */
function versionOf(name: string): string {
  const folder = `/node_modules/${name}/`;
  const entry = import.meta.resolve(name);
  const manifest = new URL('package.json', entry.slice(0, entry.lastIndexOf(folder) + folder.length));
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

function reasonOf(error: unknown, name: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String((error as Error)?.name);
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
    ? `the npm package ${name} is not installed: run npm ci`
    : `the npm package ${name} does not load in this runtime: ${code.slice(0, 80)}`;
}

/**
 * @param name of the npm package
 * @param load imports it: `() => import('p-limit')`
 */
export async function installed<Exported>(
  name: string,
  load: () => Exported | Promise<Exported>,
): Promise<Installed<Exported>> {
  try {
    return { exported: await load(), version: versionOf(name) };
  } catch (error) {
    return { exported: undefined as Exported, absent: reasonOf(error, name) };
  }
}
