/** Of a module in a page only itself is known. */
export function watchImports(): void {}

export const sourcesOf = (module: string): string[] => [module];
