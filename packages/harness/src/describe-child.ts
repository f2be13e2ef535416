/** A process that loads strategy modules and says what they declare: they are strangers' code, and may do anything. */
import { strategiesOf } from '@contend/counter/declaration';
import type { Described, Description } from './describe.ts';

process.on('disconnect', () => process.exit());
process.once('message', async ({ modules }: { modules: string[] }) => {
  const described: Described[] = [];
  for (const module of modules) {
    try {
      const strategies = strategiesOf(await import(module), module);
      described.push({ module, strategies: strategies.map(({ make: _, words: __, ...rest }): Description => rest) });
    } catch (error) {
      described.push({ module, error: error instanceof Error ? error.message : String(error) });
    }
  }
  process.send?.(described, () => process.exit());
});
