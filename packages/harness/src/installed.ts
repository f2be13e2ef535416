/** Where Bun and Deno are found by name: inside an npm package, as the pinned Node, or else in PATH. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RuntimeName } from './runtime.ts';

interface Distribution {
  /** Of the npm package that has its name, and of those that it needs: the executable is inside one of these. */
  version: string;
  /** By system and processor, as Node names them. */
  packages: Record<string, string>;
  executable: string;
}

/** A hundred megabytes each, which is why no installation of contend brings them. */
const DISTRIBUTIONS = {
  bun: {
    version: '1.4.5',
    packages: {
      'darwin-arm64': '@oven/bun-darwin-aarch64',
      'darwin-x64': '@oven/bun-darwin-x64',
      'linux-arm64': '@oven/bun-linux-aarch64',
      'linux-x64': '@oven/bun-linux-x64',
      'win32-x64': '@oven/bun-windows-x64',
    },
    executable: 'bin/bun',
  },
  deno: {
    version: '2.9.6',
    packages: {
      'darwin-arm64': '@deno/darwin-arm64',
      'darwin-x64': '@deno/darwin-x64',
      'linux-arm64': '@deno/linux-arm64-glibc',
      'linux-x64': '@deno/linux-x64-glibc',
      'win32-x64': '@deno/win32-x64',
    },
    executable: 'deno',
  },
} satisfies Partial<Record<RuntimeName, Distribution>>;
export type Installable = keyof typeof DISTRIBUTIONS;

/** Runtimes that may be asked for by name, besides this Node. */
export const INSTALLABLE = Object.keys(DISTRIBUTIONS) as Installable[];

/** The command that installs one, without its scripts, which need not be trusted for this. */
export function installation(name: Installable): string {
  const { version } = DISTRIBUTIONS[name];
  return `npm i --no-save --ignore-scripts ${name}@${version}`;
}

/** The executable inside an npm package; the name alone, for PATH, where there is no such package. */
export function executableOf(name: Installable): string {
  const { packages, executable }: Distribution = DISTRIBUTIONS[name];
  const inside = packages[`${process.platform}-${process.arch}`];
  if (inside === undefined) return name;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${inside}/package.json`));
    const path = join(folder, process.platform === 'win32' ? `${executable}.exe` : executable);
    // Its script moves it into the package that has the name.
    return existsSync(path) ? path : name;
  } catch {
    return name;
  }
}
