import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OWN } from '@contend/harness';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeIn, type Entry, entriesIn, lackOf } from './catalogue.ts';
import { ownRuntime } from './runtime.ts';

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
  return (await entriesIn(join(folder, 'mine.mjs'), OWN))[0]?.strategyVersion;
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

describe('what another runtime lacks', () => {
  const elsewhere = { ...ownRuntime(), label: 'elsewhere' };

  it('is what that says itself, whatever the first one says', async () => {
    write('mine.mjs', STRATEGY.replace("kind: 'lock'", "absent: globalThis.elsewhere, kind: 'lock'"));
    const [entry] = (await entriesIn(join(folder, 'mine.mjs'), OWN)) as [Entry];
    expect(lackOf(entry, elsewhere)).toBeUndefined();
    write('budget.mjs', "globalThis.elsewhere = 'no such lock';\nexport const TRIES = 10;\n");
    await describeIn([elsewhere], [entry]);
    expect(lackOf(entry, elsewhere)).toBe('no such lock');
    expect(lackOf(entry, ownRuntime())).toBeUndefined();
  });

  it('is everything where the module does not load, and programs are left to the first', async () => {
    const [entry] = (await entriesIn(join(folder, 'mine.mjs'), OWN)) as [Entry];
    write('budget.mjs', "throw new Error('secret path');\n");
    const program = { ...entry, kind: 'program' as const };
    await describeIn([elsewhere], [entry, program]);
    expect(lackOf(entry, elsewhere)).toBe('its module does not load there');
    expect(lackOf(program, elsewhere)).toMatch(/^it is a program/);
  });
});
