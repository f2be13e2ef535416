/** What an installed package is, by its files. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Facts {
  version: string;
  license: string;
  /** It brings declarations of TypeScript. */
  typed: boolean;
  /** Other packages that are installed with it. */
  dependencies: number;
  /** Of its files and theirs. */
  bytes: number;
}

interface Manifest {
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = 'node_modules';

export function factsOf(name: string): Facts {
  const folder = folderOf(name, HERE);
  const { version, license } = manifestIn(folder);
  const folders = new Set<string>();
  gather(folder, folders);
  const files = [...folders].flatMap(filesIn);
  return {
    version: version.replace(/^v/, ''),
    license: license ?? 'not stated',
    typed: filesIn(folder).some((file) => /\.d\.[cm]?ts$/.test(file)),
    dependencies: folders.size - 1,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** As Node looks for it: in the next folder up that has it. */
function folderOf(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, MODULES, name);
    if (existsSync(join(found, 'package.json'))) return realpathSync(found);
    if (dirname(folder) === folder) throw new Error(`the npm package ${name} is not installed: run npm ci`);
  }
}

function gather(folder: string, folders: Set<string>): void {
  if (folders.has(folder)) return;
  folders.add(folder);
  for (const name of Object.keys(manifestIn(folder).dependencies ?? {})) gather(folderOf(name, folder), folders);
}

/** Without the packages that lie in it, which are counted where they are needed. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === MODULES ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}
