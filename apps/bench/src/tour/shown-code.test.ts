import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCrew } from './crew.ts';
import { shownCode } from './shown-code.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contend-tour-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return pathToFileURL(path).href;
}

const counter = (line: string) => `
import { SharedNumber } from '${new URL('./shared-number.ts', import.meta.url).href}';
export class Counter extends SharedNumber {
  increment(): void {
    // #region shown
    ${line}
    // #endregion
  }
}
`;

test('the lines shown are the lines that ran', async () => {
  for (const [line, each] of [
    ['this.value += 1;', 1],
    ['this.value += 5;', 5],
  ] as const) {
    const source = await file(`by-${each}.ts`, counter(line));
    expect(await shownCode(source)).toEqual([line]);
    const { count } = await runCrew(source, { contenders: 1, increments: 10 }, new AbortController().signal);
    expect(count).toBe(10 * each);
  }
});

test('shows every region, without the indentation shared by all lines', async () => {
  const text = [
    'hidden();',
    '  // #region shown',
    '  first {',
    '',
    '    inside',
    '  // #endregion',
    'hidden();',
    '  // #region shown',
    '  }',
    '  // #endregion',
  ];
  expect(await shownCode(await file('two.ts', text.join('\n')))).toEqual(['first {', '', '  inside', '}']);
});

test('a file that marks nothing to show is an error', async () => {
  await expect(shownCode(await file('none.ts', 'hidden();\n'))).rejects.toThrow('marks no lines to show');
});
