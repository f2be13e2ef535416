/** Loads strategy modules and says what they declare. */
import type { Declared } from '@contend/counter';
import { declaredIn } from '@contend/counter/declaration';
import type { Described, Description } from './describe.ts';
import { sourcesOf, watchImports } from './imports.ts';

watchImports();

function description(declared: Declared): Description {
  const { make: _, words: __, bypass: ___, ...rest } = declared as Declared & { make?: unknown };
  return rest;
}

export async function declarations(modules: readonly string[]): Promise<Described[]> {
  const described: Described[] = [];
  for (const module of modules) {
    try {
      const strategies = declaredIn(await import(module), module).map(description);
      described.push({ module, sources: sourcesOf(module), strategies });
    } catch (error) {
      described.push({ module, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return described;
}
