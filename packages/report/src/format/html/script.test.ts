import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { bundle, SCRIPTS, scriptOf } from './script.ts';

function folder(): (name: string, text: string) => URL {
  const folder = mkdtempSync(join(tmpdir(), 'contend-script-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return (name, text) => {
    writeFileSync(join(folder, name), text);
    return pathToFileURL(join(folder, name));
  };
}

const ONE = 'export interface Two { two: 2 }\nexport const TWO: Two = { two: 2 };\nexport type X = string;\n';
const TWO = "import { TWO, type Two } from './one.ts';\nconst twice = (of: Two): number => 2 * of.two;\n";

test('modules become one text without types, imports and exports that runs', async () => {
  const put = folder();
  put('one.ts', ONE);
  const text = await bundle(put('two.ts', `${TWO}globalThis.seen = twice(TWO);\n`));
  const world = { seen: 0 };
  new Script(text).runInNewContext(world);
  expect(world.seen).toBe(4);
});

test('is the same text wherever the modules lie', async () => {
  const texts = [folder(), folder()].map((put) => {
    put('one.ts', ONE);
    return bundle(put('two.ts', `${TWO}console.log(twice(TWO));\n`));
  });
  expect(new Set(await Promise.all(texts)).size).toBe(1);
});

test('a module that is missing, or none, is an error that names it', async () => {
  const put = folder();
  await expect(bundle(put('two.ts', TWO.concat('twice(TWO);')))).rejects.toThrow('one.ts');
  await expect(bundle(put('three.ts', 'const = 3;'))).rejects.toThrow('three.ts');
});

test.each(Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[])('%s: compiles, and makes no markup', async (page) => {
  const text = await scriptOf(page);
  expect(() => new Script(text)).not.toThrow();
  expect(text).not.toMatch(/\b(import|export)\b/);
  expect(text).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|fetch\(|XMLHttp/);
});
