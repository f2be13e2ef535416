/** Loads strategy modules and says what they declare. */
import { strategiesOf } from '@contend/counter/declaration';
import type { Described, Description } from './describe.ts';

export default async function declarations(modules: readonly string[]): Promise<Described[]> {
  const described: Described[] = [];
  for (const module of modules) {
    try {
      const strategies = strategiesOf(await import(module), module);
      described.push({ module, strategies: strategies.map(({ make: _, words: __, ...rest }): Description => rest) });
    } catch (error) {
      described.push({ module, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return described;
}
