/** Where the programs of an engine are installed. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Engine, EngineName } from './engine.ts';
import { engines } from './engines.ts';
import { isAtLeast } from './version.ts';

/** `absent`: why there is none, one line, and the command that installs it. */
export type Found =
  | { readonly binaries: string; readonly version: string; readonly absent?: undefined }
  | { readonly absent: string };

/** ms that a program may take to tell its version. */
const TELL_MS = 20_000;
const VERSION = /\d+(?:\.\d+)+/;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(file: string, versionArguments: readonly string[]): string | undefined {
  const { stdout } = spawnSync(file, versionArguments, { encoding: 'utf8', timeout: TELL_MS });
  return VERSION.exec(stdout ?? '')?.[0];
}

/** @param folders the first that has the programs, not too old, is taken */
export function foundIn({ program, oldest, title }: Engine, folders: readonly string[]): Found {
  const advice = `install it with: ${program.install}`;
  const [server] = program.binaries;
  let refused: string | undefined;
  for (const folder of folders) {
    if (!program.binaries.every((binary) => isExecutable(join(folder, binary)))) continue;
    const version = versionOf(join(folder, server), program.versionArguments);
    if (version !== undefined && isAtLeast(version, oldest)) return { binaries: folder, version };
    refused ??=
      version === undefined
        ? `${join(folder, server)} does not tell its version; ${advice}`
        : `${title} ${version} in ${folder} is too old, ${oldest} is the oldest that can be used; ${advice}`;
  }
  return { absent: refused ?? `${title} is not installed (no ${program.binaries.join(' and ')}); ${advice}` };
}

/** Looks in the folders of PATH, then where Debian's packages lie. */
export function find(name: EngineName): Found {
  const engine = engines[name];
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return foundIn(engine, [...path, ...engine.program.folders()]);
}
