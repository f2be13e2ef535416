import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { describe as declared } from './describe.ts';
import { limitedBy, Mark } from './fixtures/mark.ts';
import { OWN } from './runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'contend-describe-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function describing(source: string) {
  const path = join(folder, `${Math.random()}.mjs`);
  writeFileSync(path, source);
  const [described] = await declared([pathToFileURL(path).href], OWN);
  return described;
}

describe('what a module declares', () => {
  it('comes without its functions', async () => {
    const [fixtures] = await declared([new URL('./fixtures/strategies.ts', import.meta.url).href], OWN);
    expect(fixtures).toMatchObject({
      strategies: expect.arrayContaining([expect.objectContaining({ id: 'fixture/right' })]),
    });
    const functions = await describing(`export default {
      kind: 'lock', id: 'a/b', title: 't', summary: 's', source: 's', runsIn: ['threads'], promises: [], waits: 'spin',
      order: 'bounded', bypass: (contenders) => contenders, words: (contenders) => contenders, guest: false,
      make: () => class {},
    }`);
    expect(functions).toMatchObject({ strategies: [expect.objectContaining({ id: 'a/b' })] });
    expect(JSON.stringify(functions)).not.toMatch(/make|words|bypass/);
  });

  it('is an error when it throws, exports nothing or kills its process', async () => {
    expect(await describing('throw new Error("not today")')).toMatchObject({
      error: expect.stringContaining('not today'),
    });
    expect(await describing('export const x = 1')).toMatchObject({ error: expect.stringContaining('default') });
    expect(await describing('process.kill(process.pid, "SIGKILL")')).toMatchObject({
      error: expect.stringContaining('SIGKILL'),
    });
  });

  it('is what it declares under the flags of the runtime that it asks for', async () => {
    const counter = (id: string, more: string) => `{
      kind: 'counter', id: 'x/${id}', title: 'x', summary: 'x', source: 'x', runsIn: ['threads'], promises: ['threads'],
      waits: 'none', order: 'none', words: 1, guest: false, make: () => class {},
      absent: globalThis.gc === undefined ? 'no gc' : undefined, ${more} }`;
    const described = await describing(`export default [
      ${counter('plain', '')},
      ${counter('flagged', "flags: ['--expose-gc']")},
      ${counter('misflagged', "flags: ['--no-such-flag']")}]`);
    expect(described).toMatchObject({ strategies: expect.any(Array) });
    const { strategies } = described as { strategies: { id: string; absent?: string }[] };
    expect(strategies.map(({ id, absent }) => [id, absent])).toEqual([
      ['x/plain', 'no gc'],
      ['x/flagged', undefined],
      ['x/misflagged', 'the runtime cannot load it with --no-such-flag'],
    ]);
  });

  it('is an error when the module never finishes loading', async () => {
    const endless = `import { writeFileSync } from 'node:fs';
      writeFileSync(process.env.CONTEND_TEST_MARK, String(process.pid));
      for (;;);`;
    const described = await limitedBy(new Mark(), 30_000, () => describing(endless));
    expect(described).toMatchObject({ error: expect.stringContaining('no answer within 30 s') });
  });
});
