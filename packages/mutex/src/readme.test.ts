import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { MOST_PARTIES } from './barrier-words.ts';
import { FAIR_MS } from './fair-word.ts';
import { KEYS } from './keys.ts';
import { LONGEST_PATIENCE_MS, PATIENCE_MS } from './lock-word.ts';
import { READERS } from './shared-permits.ts';
import { SLOTS } from './threads.ts';

const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)].map(([, name = '', code = '']) => ({
  name,
  code,
}));

test('the README shows examples, and all its code is one', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
  expect(text.match(/```ts/g)).toHaveLength(examples.length);
});

test('the figures in its prose are those of the code', () => {
  const prose = text.replaceAll(/\s+/g, ' ');
  expect(prose).toContain(
    `after ${PATIENCE_MS} ms, and then ever less often, at least every ${LONGEST_PATIENCE_MS} ms`,
  );
  const contenders = [READERS, SLOTS, SLOTS];
  expect(prose.match(/\d+ threads and named tasks/g)).toEqual(
    contenders.map((each) => `${each} threads and named tasks`),
  );
  expect(prose).toContain(`Up to ${KEYS} keys`);
  expect(prose).toContain(`all parties (up to ${MOST_PARTIES})`);
  expect(prose).toContain(`Who has waited for ${FAIR_MS} ms reserves a fair mutex`);
});

test.each(examples)('the README’s $name prints what it says', async ({ name, code }) => {
  const promised = [...code.matchAll(/\/\/ prints (.*)\n/g)].map(([, line]) => line);
  expect(promised).not.toEqual([]);
  const folder = await mkdtemp(join(tmpdir(), 'contend-'));
  try {
    const file = join(folder, name);
    // Outside the package, where its name leads nowhere.
    await writeFile(file, code.replaceAll("'@contend/mutex'", `'${new URL('./index.ts', import.meta.url)}'`));
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    expect(stdout.trim().split('\n')).toEqual(promised);
  } finally {
    await rm(folder, { recursive: true });
  }
});
