/** The package.json that is published, made from the repository's own. */

/** What both have in common. Scripts, dependencies and `private` are the repository's business. */
const KEPT = ['name', 'version', 'description', 'keywords', 'license', 'type', 'sideEffects'] as const;

type Own = Readonly<Record<string, unknown>>;

/** Throws an Error where something is missing that a published package must say. */
function kept(own: Own): Record<string, unknown> {
  for (const field of ['name', 'version', 'description', 'keywords', 'license'])
    if (own[field] === undefined) throw new Error(`package.json has no ${field}: what is published must have it`);
  return Object.fromEntries(KEPT.filter((field) => field in own).map((field) => [field, own[field]]));
}

/** Of a library. */
export function manifestOf(own: Own): Record<string, unknown> {
  return {
    ...kept(own),
    // The first that can `require` an ES module. Not in the repository's own: there an older Node installs, and starts 26.
    engines: { node: '>=22.12' },
    // For what does not know `exports`; they say the same.
    main: './index.js',
    types: './index.d.ts',
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './package.json': './package.json',
    },
  };
}

/**
 * Of the command, which nobody imports.
 *
 * @param own of apps/bench
 * @param bin path of the command
 * @param engine the oldest Node that it runs on, '22.18'
 * @param imports of its own: where its modules find each other
 * @param dependencies other people's packages that it needs
 * @param optionalDependencies the Node that measures, for each system
 */
export function commandManifest(
  own: Own,
  bin: string,
  engine: string,
  imports: Readonly<Record<string, string>>,
  dependencies: Readonly<Record<string, string>>,
  optionalDependencies: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return {
    ...kept({ ...own, name: 'contend' }),
    engines: { node: `>=${engine}` },
    bin: { contend: bin },
    exports: { './package.json': './package.json' },
    imports,
    dependencies,
    optionalDependencies,
  };
}
