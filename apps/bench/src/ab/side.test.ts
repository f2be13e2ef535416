import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { contend } from '../fixtures/contend.ts';

const folder = mkdtempSync(join(tmpdir(), 'contend-side-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COUNTER = `{
  kind: 'counter', title: 'Adds', summary: 'Adds 1.', source: 'mine', runsIn: ['threads'], promises: ['threads'],
  waits: 'none', order: 'none', words: 1, guest: false,
  make: (atomics) => class {
    constructor(view, base) {
      Object.assign(this, { view, base });
      if (needed && globalThis.gc === undefined) throw new Error('made without --expose-gc');
    }
    increment() { return atomics.add(this.view, this.base, 1) + 1; }
    value() { return atomics.load(this.view, this.base); }
  },
}`;

function plugin(name: string, needed: boolean, more: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `const needed = ${needed};\nexport default { ...${COUNTER}, id: 'mine/${name}', ${more} };`);
  return path;
}

const plain = plugin('plain', false, '');
const flagged = plugin('flagged', true, `flags: ['--expose-gc']`);
const absent = plugin('absent', false, `absent: 'it has left'`);

describe('a side of a comparison', () => {
  it.each([
    [plain, absent],
    [absent, plain],
  ])('that is absent is a failure of this host', async (a, b) => {
    const { status, stderr } = await contend(['ab', a, b]);
    expect(stderr).toMatch(/^contend: mine\/absent is absent: it has left; [^\n]+\n$/);
    expect(status).toBe(3);
  });

  it('gets the flags that it needs, beside one that needs none', async () => {
    const { stdout } = await contend(['ab', flagged, plain, '--contenders', '1', '--budget', '1', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ a: { verdict: 'exact' }, b: { verdict: 'exact' } });
  });
});
