import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { CLIENT } from './report.ts';
import { scriptOf } from './script.ts';

test('modules become one text without types, imports and exports that runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contend-script-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string): URL => {
    writeFileSync(join(folder, name), text);
    return pathToFileURL(join(folder, name));
  };
  const text = scriptOf([
    put('one.ts', 'export interface Two { two: 2 }\nexport const TWO: Two = { two: 2 };\nexport type X = string;\n'),
    put(
      'two.ts',
      "import {\n  TWO,\n  type Two,\n} from './one.ts';\nexport function twice(of: Two): number {\n  return 2 * of.two;\n}\ntwice(TWO);\n",
    ),
  ]);
  expect(new Script(text).runInNewContext()).toBe(4);
});

test('the page’s own script is one that compiles, and shares no name among its modules', () => {
  const text = scriptOf(CLIENT);
  expect(() => new Script(text)).not.toThrow();
  expect(text).not.toMatch(/^(import|export)\b/m);
  expect(text).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|fetch\(|XMLHttp/);
});
