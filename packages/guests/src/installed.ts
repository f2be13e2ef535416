/**
 * Somebody else's package as it is installed: what it exports, and its version. Where it cannot be loaded, the reason, so
 * that a guest that is missing takes no other strategy with it.
 */
export interface Installed<Exported> {
  /** Of a package that could not be loaded there is nothing: then `absent` is set, and nobody makes the strategy. */
  exported: Exported;
  /** Of its own package.json. */
  version?: string;
  /** Why it cannot run here, for a reader on any machine: no path of this one. */
  absent?: string;
}

/** The package.json beside a package's entry, whether or not its `exports` let one import it. */
function versionOf(name: string): { version?: string } {
  // A page of a browser has no files; the version is told by the Node beside it.
  const files = globalThis.process?.getBuiltinModule('node:fs');
  if (files === undefined) return {};
  const folder = `/node_modules/${name}/`;
  const entry = import.meta.resolve(name);
  const manifest = new URL('package.json', entry.slice(0, entry.lastIndexOf(folder) + folder.length));
  return { version: JSON.parse(files.readFileSync(manifest, 'utf8')).version };
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
    return { exported: await load(), ...versionOf(name) };
  } catch (error) {
    return { exported: undefined as Exported, absent: reasonOf(error, name) };
  }
}
