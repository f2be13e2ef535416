/** The runtimes whose processes measure: this Node, or others given by path. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Failure, STATUS } from './failure.ts';

export interface Runtime {
  path: string;
  name: string;
  version: string;
  engine: string;
}

const OLDEST = 26;
const ASK = 'process.stdout.write(JSON.stringify({ node: process.versions.node, v8: process.versions.v8 }))';
const PATIENCE_MS = 10_000;

/** This Node. */
export function ownRuntime(): Runtime {
  const { node, v8 } = process.versions;
  return { path: process.execPath, name: 'node', version: node, engine: `V8 ${v8}` };
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
  if (node === undefined || Number.parseInt(node, 10) < OLDEST) {
    throw new Failure(
      'runtime',
      `--runtime ${path}: is Node ${node}, and contend needs ${OLDEST} or newer`,
      STATUS.host,
    );
  }
  return { path, name: 'node', version: node, engine: `V8 ${v8}` };
}

export function label({ name, version }: Pick<Runtime, 'name' | 'version'>): string {
  return `${name} ${version}`;
}
