import { statSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { compiled } from './compile.ts';

const ADD = new URL('./atomic-add.c', import.meta.url);
const here = compiled(ADD, 'threads');

afterEach(() => vi.unstubAllEnvs());

test('without a compiler there is no program, and the compiler that was looked for is named', () => {
  vi.stubEnv('CC', 'no-such-compiler');
  expect(compiled(ADD, 'threads')).toEqual({ absent: 'no C compiler (no-such-compiler) was found' });
});

test.skipIf(here.program === undefined)('a source that does not compile is absent with the compiler’s words', () => {
  const { program, absent } = compiled(new URL('./fixtures/does-not-compile.c', import.meta.url), 'threads');
  expect(program).toBeUndefined();
  expect(absent).toMatch(/cannot compile it: .*not on this system/);
  expect(absent).not.toContain('/');
});

test.skipIf(here.program === undefined)('what was compiled is kept, and not compiled again', () => {
  const { mtimeMs } = statSync(here.program as string);
  const again = compiled(ADD, 'threads');
  expect(again).toEqual(here);
  expect(statSync(again.program as string).mtimeMs).toBe(mtimeMs);
  expect(again.version).toMatch(/^[0-9a-f]{12}, .*\d+\.\d+/);
});

test.skipIf(here.program === undefined)('a compiler that makes nothing leaves nothing to run', () => {
  // `true --version` speaks, and `true -o program` succeeds.
  vi.stubEnv('CC', 'true');
  expect(compiled(ADD, 'threads')).toEqual({ absent: expect.stringContaining('true cannot compile it') });
});
