/**
 * Which files a module is made of: itself and what it imports by relative paths, and what those import so. Asked of the
 * module loader, for only that knows what an import means.
 *
 * @see https://nodejs.org/api/module.html#moduleregisterhooksoptions
 */
import loader from 'node:module';

const imported = new Map<string, Set<string>>();

/** Watches the imports of this thread from now on. Bun has no hooks: of a module there only itself is known. */
export function watchImports(): void {
  (loader as Partial<typeof loader>).registerHooks?.({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const { parentURL } = context;
      if (parentURL !== undefined && /^\.{1,2}\//.test(specifier)) {
        const children = imported.get(parentURL) ?? new Set();
        imported.set(parentURL, children.add(resolved.url));
      }
      return resolved;
    },
  });
}

/** URLs of the module's files, itself first and the others in the order of their names. The module has been loaded. */
export function sourcesOf(module: string): string[] {
  const found = new Set([module]);
  // A set gives what is added while it is gone through, too.
  for (const url of found) for (const child of imported.get(url) ?? []) found.add(child);
  found.delete(module);
  return [module, ...[...found].sort()];
}
