/** The runtimes whose processes measure: this Node, or others given by path. */
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import { Failure, STATUS } from '../cli/failure.ts';

export interface Runtime {
  path: string;
  name: string;
  version: string;
  engine: string;
  /** What a record calls it; no two runtimes of a run share one. */
  label: string;
  /** As typed after `--runtime`; undefined for this Node, when nothing was. */
  typed: string | undefined;
}

/** As in bin/contend.js. */
const OLDEST = '22.18';
const ASK = 'process.stdout.write(JSON.stringify(process.versions))';
const PATIENCE_MS = 30_000;

/** Node last: each of the others states a version of Node, too, which it borrows. */
const RUNTIMES = [
  { key: 'bun', name: 'Bun' },
  { key: 'deno', name: 'Deno' },
  { key: 'electron', name: 'Electron' },
  { key: 'node', name: 'Node' },
];

/** This Node. */
export function ownRuntime(): Runtime {
  const { node, v8 } = process.versions;
  return { path: process.execPath, ...facts(node, v8), typed: undefined };
}

function facts(version: string, v8: string | undefined): Pick<Runtime, 'name' | 'version' | 'engine' | 'label'> {
  return { name: 'node', version, engine: `V8 ${v8}`, label: `node ${version}` };
}

/** What the executable says of itself: as a Node does, or as Deno, which takes no `-e`; nothing where it is none of them. */
async function versionsOf(path: string): Promise<NodeJS.Dict<string>> {
  const answer = async (...flags: string[]) =>
    (await promisify(execFile)(path, flags, { timeout: PATIENCE_MS })).stdout;
  try {
    return JSON.parse(await answer('-e', ASK));
  } catch {
    const version = await answer('--version').catch(() => '');
    return { deno: version.match(/^deno (\S+)/)?.[1] };
  }
}

/** @throws Failure when there is no Node that can run contend at the path */
export async function runtimeAt(path: string): Promise<Runtime> {
  const versions = await versionsOf(path);
  const found = RUNTIMES.find(({ key }) => versions[key] !== undefined);
  if (found === undefined) {
    throw new Failure('runtime', `--runtime ${path}: does not run as a Node; give the path of its executable`);
  }
  const { key, name } = found;
  const version = versions[key] as string;
  if (key !== 'node' || version.localeCompare(OLDEST, 'en', { numeric: true }) < 0) {
    throw new Failure(
      'runtime',
      `--runtime ${path}: is ${name} ${version}, and contend measures in Node ${OLDEST} or newer only`,
      STATUS.host,
    );
  }
  return { path, ...facts(version, versions.v8), typed: path };
}

/**
 * The runtimes at these paths: each executable once, and with a label of its own where several are of one version, for a
 * record tells its cells' runtimes apart by that.
 */
export async function runtimesAt(paths: readonly string[]): Promise<[Runtime, ...Runtime[]]> {
  const found = await Promise.all(paths.map(runtimeAt));
  // A name that the shell would look up in PATH is no file here, and stands for itself.
  const file = ({ path }: Runtime) => (existsSync(path) ? realpathSync(path) : path);
  const named: Runtime[] = [];
  for (const [runtime] of Map.groupBy(found, file).values() as Iterable<[Runtime]>) {
    const alike = named.filter(({ name, version }) => name === runtime.name && version === runtime.version).length;
    named.push(alike === 0 ? runtime : { ...runtime, label: `${runtime.label} (${alike + 1})` });
  }
  return named as [Runtime, ...Runtime[]];
}
