import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const PACKAGE = new URL('./index.ts', import.meta.url).href;
const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The examples, each under the heading that it stands below. */
const examples = readme.split(/^##? /m).flatMap((section) => {
  const [title] = section.split('\n') as [string];
  return [...section.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => [title, code as string] as const);
});

async function outputOf(code: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contend-'));
  try {
    const file = join(folder, 'example.mjs');
    await writeFile(file, code.replaceAll("'@contend/promise-mutex'", JSON.stringify(PACKAGE)));
    const { stdout } = await run(process.execPath, [file]);
    return stdout.trimEnd().split('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.for(examples)('what the README says below "%s" is what it prints', async ([, code]) => {
  const said = [...code.matchAll(/console\.log\(.*; \/\/ (.*)$/gm)].map(([, line]) => line);
  expect(said.length).toBeGreaterThan(0);
  expect(await outputOf(code)).toEqual(said);
});

test('without its lock the counter loses updates, as the README says', async () => {
  const [[, code]] = examples as [(typeof examples)[0]];
  expect(await outputOf(code.replace(/.*using guard.*\n/, ''))).toEqual(['1']);
});
