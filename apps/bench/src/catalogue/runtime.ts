/** The runtimes whose processes measure: this Node, or others given by name or path. */
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import {
  BROWSERS,
  browserIn,
  canBundle,
  type Executable,
  executableOf,
  FIREFOX_PREFERENCES,
  INSTALLABLE,
  installation,
  isBrowser,
  type RuntimeName,
} from '@contend/harness';
import { Failure, STATUS } from '../cli/failure.ts';

export interface Runtime extends Executable {
  version: string;
  engine: string;
  /** Flags or preferences that it is started with, wherever it is. */
  flags: readonly string[];
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
const RUNTIMES = ['bun', 'deno', 'chromium', 'firefox', 'electron', 'node'] as const;
const ENGINES = { node: 'V8', deno: 'V8', bun: 'JavaScriptCore', chromium: 'V8', firefox: 'SpiderMonkey' };
const MEASURED = `Node ${OLDEST_NODE} or newer, Bun, Deno, Chromium and Firefox`;

/** This Node. */
export function ownRuntime(): Runtime {
  const { node, v8 } = process.versions;
  return { path: process.execPath, ...facts('node', node, `V8 ${v8}`), typed: undefined };
}

function facts(name: RuntimeName, version: string, engine: string): Omit<Runtime, 'path' | 'typed'> {
  const flags =
    name === 'firefox'
      ? Object.entries(FIREFOX_PREFERENCES).map(([preference, value]) => `${preference}=${value}`)
      : [];
  return { name, version, engine, flags, label: `${name} ${version}` };
}

/**
 * What the executable says of itself: as Node and Bun do, or as Deno and browsers, which take no `-e`; nothing where it is
 * none of them.
 */
async function versionsOf(path: string): Promise<NodeJS.Dict<string>> {
  const answer = async (...flags: string[]) =>
    (await promisify(execFile)(path, flags, { timeout: PATIENCE_MS })).stdout;
  try {
    return JSON.parse(await answer('-e', ASK));
  } catch {
    const version = await answer('--version').catch(() => '');
    return {
      deno: version.match(/^deno (\S+)/)?.[1],
      v8: version.match(/^v8 (\S+)/m)?.[1],
      chromium: version.match(/^(?:Chromium|Google Chrome|HeadlessChrome)\D* (\d[\d.]+)/)?.[1],
      firefox: version.match(/^Mozilla Firefox (\d\S*)/)?.[1],
    };
  }
}

/** Browsers do not tell their engine's version: it is theirs. */
function engineOf(name: RuntimeName, { v8, webkit, ...browsers }: NodeJS.Dict<string>): string {
  const version =
    name === 'bun' ? webkit?.slice(0, COMMIT_CHARACTERS) : isBrowser({ name }) ? `of ${browsers[name]}` : v8;
  return `${ENGINES[name]} ${version}`;
}

/**
 * @param typed a name, `node` for this one, or the path of an executable
 * @throws Failure when there is none there that can run contend
 */
export async function runtimeAt(typed: string): Promise<Runtime> {
  if (typed === 'node') return { ...ownRuntime(), typed };
  const path = pathOf(typed);
  const versions = await versionsOf(path);
  const name = RUNTIMES.find((key) => versions[key] !== undefined);
  if (name === undefined) throw none(typed);
  const version = versions[name] as string;
  const tooOld = name === 'node' && version.localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0;
  if (name === 'electron' || tooOld) {
    const is = `${name === 'node' ? 'Node' : 'Electron'} ${version}`;
    throw new Failure('runtime', `--runtime ${typed}: is ${is}, and contend measures in ${MEASURED}`, STATUS.host);
  }
  if (isBrowser({ name }) && !canBundle()) {
    const mend = 'browsers are measured in a clone of the repository only; clone it, and run npm ci there';
    throw new Failure('runtime', `--runtime ${typed}: ${mend}`, STATUS.host);
  }
  return { path, ...facts(name, version, engineOf(name, versions)), typed };
}

/** A path stands for itself, and so does a name that the shell would look up in PATH. */
function pathOf(typed: string): string {
  const installable = INSTALLABLE.find((each) => each === typed);
  if (installable !== undefined) return executableOf(installable);
  const browser = BROWSERS.find((each) => each === typed);
  return (browser && browserIn(process.env.PATH ?? '', browser)) ?? typed;
}

function none(typed: string): Failure {
  const missing = (how: string) =>
    new Failure(
      'runtime',
      `--runtime ${typed}: is not installed; ${how} or give the path of its executable`,
      STATUS.host,
    );
  const installable = INSTALLABLE.find((each) => each === typed);
  if (installable !== undefined) return missing(`install it (${installation(installable)})`);
  const browser = BROWSERS.find((each) => each === typed);
  if (browser !== undefined) return missing('install it (it is a package of most systems)');
  const message = `--runtime ${typed}: is no Node, Bun, Deno, Chromium or Firefox; give the path of an executable`;
  return new Failure('runtime', message);
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
