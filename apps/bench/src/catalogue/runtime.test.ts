import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executableOf, INSTALLABLE, installation } from '@contend/harness';
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
describe.skipIf(process.platform === 'win32')('a runtime', () => {
  it.each([
    [
      { name: 'bun', version: '1.4.5', engine: 'JavaScriptCore d6375c72af', label: 'bun 1.4.5' },
      executable('bun', { e: passing({ bun: '1.4.5', webkit: 'd6375c72affe0f70222c' }), version: '1.4.5' }),
    ],
    // It knows no -e.
    [
      { name: 'deno', version: '2.9.6', engine: 'V8 15.0.245.2-rusty', label: 'deno 2.9.6' },
      executable('deno', { version: `deno 2.9.6 (stable, release)\nv8 15.0.245.2-rusty\ntypescript 6.0.3` }),
    ],
    [
      { name: 'chromium', version: '156.0.8078.108', engine: 'V8 of 156.0.8078.108', label: 'chromium 156.0.8078.108' },
      executable('chromium', { version: 'Chromium 156.0.8078.108 built on Debian GNU/Linux 12' }),
    ],
    [
      {
        ...{
          name: 'firefox',
          version: '153.8.0esr',
          engine: 'SpiderMonkey of 153.8.0esr',
          label: 'firefox 153.8.0esr',
        },
        flags: expect.arrayContaining(['privacy.reduceTimerPrecision=false']),
      },
      executable('firefox', { version: 'Mozilla Firefox 153.8.0esr' }),
    ],
    [
      { name: 'deno', version: '3.0.0', engine: 'V8 14.6.202.34-node.20', label: 'deno 3.0.0' },
      executable('deno-e', { e: passing({ deno: '3.0.0' }), version: 'deno 3.0.0' }),
    ],
  ])('is named for what it is, whatever Node it passes for: %o', async (is, path) => {
    expect(await runtimeAt(path)).toEqual({ flags: [], ...is, path, typed: path });
  });

  it.each([
    [
      'Electron 40.1.0',
      executable('electron', { e: passing({ electron: '40.1.0', chrome: '145' }), version: 'v40.1.0' }),
    ],
    ['Node 20.19.0', executable('node', { e: '{"node":"20.19.0","v8":"11.3"}', version: 'v20.19.0' })],
  ])('is refused by its name: %s', async (is, path) => {
    await expect(runtimeAt(path)).rejects.toMatchObject({
      message: `--runtime ${path}: is ${is}, and contend measures in Node 22.18 or newer, Bun, Deno, Chromium and Firefox`,
      status: STATUS.host,
    });
  });

  it.each([
    ['says something else', executable('other', { e: 'hello', version: 'other 1.0' })],
    ['says nothing', executable('silent', { e: '{}', version: '' })],
    ['is not there', join(folder, 'none')],
  ])('is refused when it %s', async (_, path) => {
    await expect(runtimeAt(path)).rejects.toMatchObject({
      message: `--runtime ${path}: is no Node, Bun, Deno, Chromium or Firefox; give the path of an executable`,
      status: STATUS.input,
    });
  });
});

describe.each(INSTALLABLE)('%s, asked for by name', (name) => {
  const installed = spawnSync(executableOf(name), ['--version']).status === 0;

  it.runIf(installed)('is found where it was installed', async () => {
    const { version, ...runtime } = await runtimeAt(name);
    expect(runtime).toMatchObject({ name, label: `${name} ${version}`, typed: name });
    expect(runtime.engine).toMatch(name === 'bun' ? /^JavaScriptCore [0-9a-f]{10}$/ : /^V8 \d+\.\d+/);
  });

  it.skipIf(installed)('is missed with the command that installs it', async () => {
    await expect(runtimeAt(name)).rejects.toMatchObject({
      message: `--runtime ${name}: is not installed; install it (${installation(name)}) or give the path of its executable`,
      status: STATUS.host,
    });
  });
});

it('this Node is told by its name and path as by itself', async () => {
  expect(await runtimeAt('node')).toEqual({ ...ownRuntime(), typed: 'node' });
  expect(await runtimeAt(process.execPath)).toEqual({ ...ownRuntime(), typed: process.execPath });
});
