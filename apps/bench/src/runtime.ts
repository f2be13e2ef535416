/** The runtimes whose processes measure: this Node, or others given by path. */
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { promisify } from 'node:util';
import { Failure, STATUS } from './failure.ts';

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
const ASK = 'process.stdout.write(JSON.stringify({ node: process.versions.node, v8: process.versions.v8 }))';
const PATIENCE_MS = 10_000;

/** This Node. */
export function ownRuntime(): Runtime {
  const { node, v8 } = process.versions;
  return { path: process.execPath, ...facts(node, v8), typed: undefined };
}

function facts(version: string, v8: string | undefined): Pick<Runtime, 'name' | 'version' | 'engine' | 'label'> {
  return { name: 'node', version, engine: `V8 ${v8}`, label: `node ${version}` };
}

/** @throws Failure when there is no Node that can run contend at the path */
export async function runtimeAt(path: string): Promise<Runtime> {
  let versions: { node?: string; v8?: string };
  try {
    const { stdout } = await promisify(execFile)(path, ['-e', ASK], { timeout: PATIENCE_MS });
    versions = JSON.parse(stdout);
  } catch {
    throw new Failure('runtime', `--runtime ${path}: does not run as a Node; give the path of its executable`);
  }
  const { node, v8 } = versions;
  if (node === undefined || node.localeCompare(OLDEST, 'en', { numeric: true }) < 0) {
    throw new Failure(
      'runtime',
      `--runtime ${path}: is Node ${node}, and contend needs ${OLDEST} or newer`,
      STATUS.host,
    );
  }
  return { path, ...facts(node, v8), typed: path };
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
