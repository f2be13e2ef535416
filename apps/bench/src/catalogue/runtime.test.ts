import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { STATUS } from '../cli/failure.ts';
import { ownRuntime, runtimeAt } from './runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'contend-runtime-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An executable that answers to `-e` and `--version` what it is told to; to what it does not know, with an error. */
function executable(name: string, answers: { e?: string; version: string }): string {
  const path = join(folder, name);
  const e = answers.e === undefined ? 'exit 1' : `echo '${answers.e}'`;
  writeFileSync(path, `#!/bin/sh\ncase $1 in -e) ${e};; --version) echo '${answers.version}';; esac\n`, {
    mode: 0o755,
  });
  return path;
}

/** What it states of itself, beside what it passes for. */
const passing = (own: object) => JSON.stringify({ node: '26.3.0', ...own, v8: '14.6.202.34-node.20' });

// Windows runs no scripts by their first line.
describe.skipIf(process.platform === 'win32')('a runtime that is no Node of today', () => {
  it.each([
    ['Bun 1.4.5', executable('bun', { e: passing({ bun: '1.4.5', webkit: 'd6375c7' }), version: '1.4.5' })],
    // It knows no -e.
    ['Deno 2.9.6', executable('deno', { version: 'deno 2.9.6 (stable, release, x86_64-unknown-linux-gnu)' })],
    ['Deno 3.0.0', executable('deno-e', { e: passing({ deno: '3.0.0' }), version: 'deno 3.0.0' })],
    [
      'Electron 40.1.0',
      executable('electron', { e: passing({ electron: '40.1.0', chrome: '145' }), version: 'v40.1.0' }),
    ],
    ['Node 20.19.0', executable('node', { e: '{"node":"20.19.0","v8":"11.3"}', version: 'v20.19.0' })],
  ])('is refused by its name: %s', async (is, path) => {
    await expect(runtimeAt(path)).rejects.toMatchObject({
      message: `--runtime ${path}: is ${is}, and contend measures in Node 22.18 or newer only`,
      status: STATUS.host,
    });
  });

  it.each([
    ['says something else', executable('other', { e: 'hello', version: 'other 1.0' })],
    ['says nothing', executable('silent', { e: '{}', version: '' })],
    ['is not there', join(folder, 'none')],
  ])('is refused when it %s', async (_, path) => {
    await expect(runtimeAt(path)).rejects.toMatchObject({
      message: `--runtime ${path}: does not run as a Node; give the path of its executable`,
      status: STATUS.input,
    });
  });
});

it('this Node is told by its path as by itself', async () => {
  expect(await runtimeAt(process.execPath)).toEqual({ ...ownRuntime(), typed: process.execPath });
});
