import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assembled, on } from './assemble.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-assemble-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const cache = (path = 'cache') => pathToFileURL(join(folder, path, '/'));
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });

function source(answer: number): URL {
  const path = join(folder, 'answer.wat');
  writeFileSync(path, `(module (func (export "answer") (result i32) (i32.const ${answer})))`);
  return pathToFileURL(path);
}

async function answer(url: URL, from: URL): Promise<number> {
  return on<{ answer(): number }>(await assembled(url, from), memory).answer();
}

test('the text is what runs, also after it has changed', async () => {
  expect(await answer(source(1), cache())).toBe(1);
  expect(await answer(source(2), cache())).toBe(2);
});

test('bytes are assembled once and then read', async () => {
  await answer(source(1), cache());
  const [name] = readdirSync(cache()) as [string];
  const other = readFileSync(new URL(name, cache()));
  other[other.lastIndexOf(1)] = 3;
  writeFileSync(new URL(name, cache()), other);
  expect(await answer(source(1), cache())).toBe(3);
});

test('bytes that are damaged are assembled again', async () => {
  await answer(source(1), cache());
  const [name] = readdirSync(cache()) as [string];
  writeFileSync(new URL(name, cache()), 'torn');
  expect(await answer(source(1), cache())).toBe(1);
  expect(WebAssembly.validate(readFileSync(new URL(name, cache())))).toBe(true);
});

test('where nothing can be kept, it is assembled each time, and nothing is left behind', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  expect(await answer(source(1), cache('a-file'))).toBe(1);
  expect(await answer(source(1), cache('a-file'))).toBe(1);
  expect(readdirSync(folder).sort()).toEqual(['a-file', 'answer.wat']);
});

test('text that is wrong is told with its line', async () => {
  const path = join(folder, 'wrong.wat');
  writeFileSync(path, '(module\n  (func (i32.const)))');
  await expect(assembled(pathToFileURL(path), cache())).rejects.toThrow(/wrong\.wat:2/);
});
