import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesIn } from './catalogue.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-catalogue-'));
  write('mine.mjs', STRATEGY);
  write('budget.mjs', "import './deeper.mjs';\nexport const TRIES = 10;\n");
  write('deeper.mjs', 'export {};\n');
  write('unrelated.mjs', 'export {};\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const STRATEGY = `import { TRIES } from './budget.mjs';
export default {
  kind: 'lock', id: 'mine/budgeted', title: 't', summary: 's', source: 's', runsIn: ['threads'], promises: [],
  waits: 'spin', order: 'none', words: 1, guest: false, make: () => class { tries = TRIES; },
};
`;

function write(name: string, source: string): void {
  writeFileSync(join(folder, name), source);
}

async function version(): Promise<string | undefined> {
  return (await entriesIn(join(folder, 'mine.mjs'), process.execPath))[0]?.strategyVersion;
}

describe('the version of a strategy', () => {
  it.each([
    ['its own file', 'mine.mjs', `${STRATEGY}// changed\n`],
    ['a file that it imports', 'budget.mjs', "import './deeper.mjs';\nexport const TRIES = 11;\n"],
    ['a file that such a file imports', 'deeper.mjs', 'export {}; // changed\n'],
    ['the WebAssembly text beside it', 'mine.wat', '(module)\n'],
  ])('changes with %s', async (_what, file, source) => {
    const before = await version();
    write(file, source);
    expect(await version()).not.toBe(before);
  });

  it('stays when another file changes', async () => {
    const before = await version();
    expect(before).toMatch(/^[0-9a-f]{12}$/);
    write('unrelated.mjs', 'export {}; // changed\n');
    expect(await version()).toBe(before);
  });
});
