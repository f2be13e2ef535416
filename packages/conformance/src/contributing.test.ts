import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strategiesOf } from '@contend/counter/declaration';
import { expect, test } from 'vitest';
import { CHECKS, checksOf } from './checks.ts';

test('the strategy that CONTRIBUTING.md shows passes every check, alone in a folder of its own', async () => {
  expect.hasAssertions();
  const text = await readFile(new URL('../../../CONTRIBUTING.md', import.meta.url), 'utf8');
  const [, example] = text.match(/```ts\n(.*?)```/s) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'contend-'));
  try {
    const file = join(folder, 'mine.ts');
    await writeFile(file, example as string);
    const url = pathToFileURL(file).href;
    for (const strategy of strategiesOf(await import(url), file))
      for (const world of strategy.promises)
        for (const check of checksOf(strategy, world))
          expect(await CHECKS[check]({ url, strategy, world, contenders: 2 })).toMatchObject({ check, ok: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});
