/** The runtimes whose processes measure: this Node, or others given by name or path. */
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import {
  type Executable,
  executableOf,
  INSTALLABLE,
  type Installable,
  installation,
  type RuntimeName,
} from '@contend/harness';
import { Failure, STATUS } from '../cli/failure.ts';

export interface Runtime extends Executable {
  version: string;
  engine: string;
  /** What a record calls it; no two runtimes of a run share one. */
  label: string;
  /** As typed after `--runtime`; undefined for this Node, when nothing was. */
  typed: string | undefined;
}

/** As in bin/contend.js. */
const OLDEST_NODE = '22.18';
const ASK = 'process.stdout.write(JSON.stringify(process.versions))';
const PATIENCE_MS = 30_000;
const COMMIT_CHARACTERS = 10;

/** Node last: each of the others states a version of Node, too, which it borrows; Bun one of V8 as well. */
const RUNTIMES = ['bun', 'deno', 'electron', 'node'] as const;
const TITLES = { bun: 'Bun', deno: 'Deno', electron: 'Electron', node: 'Node' };

/** This Node. */
export function ownRuntime(): Runtime {
  const { node, v8 } = process.versions;
  return { path: process.execPath, ...facts('node', node, `V8 ${v8}`), typed: undefined };
}

function facts(name: RuntimeName, version: string, engine: string): Omit<Runtime, 'path' | 'typed'> {
  return { name, version, engine, label: `${name} ${version}` };
}

/** What the executable says of itself: as Node and Bun do, or as Deno, which takes no `-e`; nothing where it is none of them. */
async function versionsOf(path: string): Promise<NodeJS.Dict<string>> {
  const answer = async (...flags: string[]) =>
    (await promisify(execFile)(path, flags, { timeout: PATIENCE_MS })).stdout;
  try {
    return JSON.parse(await answer('-e', ASK));
  } catch {
    const version = await answer('--version').catch(() => '');
    return { deno: version.match(/^deno (\S+)/)?.[1], v8: version.match(/^v8 (\S+)/m)?.[1] };
  }
}

function engineOf(name: RuntimeName, { v8, webkit }: NodeJS.Dict<string>): string {
  return name === 'bun' ? `JavaScriptCore ${webkit?.slice(0, COMMIT_CHARACTERS)}` : `V8 ${v8}`;
}

/**
 * @param typed a name, `node` for this one, or the path of an executable
 * @throws Failure when there is none there that can run contend
 */
export async function runtimeAt(typed: string): Promise<Runtime> {
  if (typed === 'node') return { ...ownRuntime(), typed };
  const installable = INSTALLABLE.find((each) => each === typed);
  const path = installable === undefined ? typed : executableOf(installable);
  const versions = await versionsOf(path);
  const name = RUNTIMES.find((key) => versions[key] !== undefined);
  if (name === undefined) throw none(typed, installable);
  const version = versions[name] as string;
  const tooOld = name === 'node' && version.localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0;
  if (name === 'electron' || tooOld) {
    throw new Failure(
      'runtime',
      `--runtime ${typed}: is ${TITLES[name]} ${version}, and contend measures in Node ${OLDEST_NODE} or newer, Bun and Deno`,
      STATUS.host,
    );
  }
  return { path, ...facts(name, version, engineOf(name, versions)), typed };
}

function none(typed: string, installable: Installable | undefined): Failure {
  if (installable === undefined) {
    const message = `--runtime ${typed}: does not run as Node, Bun or Deno; give the path of its executable`;
    return new Failure('runtime', message);
  }
  const how = `install it (${installation(installable)}) or give the path of its executable`;
  return new Failure('runtime', `--runtime ${typed}: is not installed; ${how}`, STATUS.host);
}

/**
 * The runtimes of these names and paths: each executable once, and with a label of its own where several are of one
 * version, for a record tells its cells' runtimes apart by that.
 */
export async function runtimesAt(typed: readonly string[]): Promise<[Runtime, ...Runtime[]]> {
  const found = await Promise.all(typed.map(runtimeAt));
  // A name that the shell would look up in PATH is no file here, and stands for itself.
  const file = ({ path }: Runtime) => (existsSync(path) ? realpathSync(path) : path);
  const named: Runtime[] = [];
  for (const [runtime] of Map.groupBy(found, file).values() as Iterable<[Runtime]>) {
    const alike = named.filter(({ name, version }) => name === runtime.name && version === runtime.version).length;
    named.push(alike === 0 ? runtime : { ...runtime, label: `${runtime.label} (${alike + 1})` });
  }
  return named as [Runtime, ...Runtime[]];
}
