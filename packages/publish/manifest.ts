/** The package.json that is published, made from the repository's own. */

/** What both have in common. Scripts, dependencies and `private` are the repository's business. */
const KEPT = ['name', 'version', 'description', 'keywords', 'license', 'type', 'sideEffects', 'engines'] as const;

/** Throws an Error where something is missing that a published package must say. */
export function manifestOf(own: Readonly<Record<string, unknown>>): Record<string, unknown> {
  for (const field of ['name', 'version', 'description', 'keywords', 'license', 'engines'])
    if (own[field] === undefined) throw new Error(`package.json has no ${field}: what is published must have it`);
  return {
    ...Object.fromEntries(KEPT.filter((field) => field in own).map((field) => [field, own[field]])),
    // For what does not know `exports`; they say the same.
    main: './index.js',
    types: './index.d.ts',
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './package.json': './package.json',
    },
  };
}
