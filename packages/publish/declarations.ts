/**
 * The declarations of a package, by the compiler itself. TypeScript 7 has no API for tsdown to ask, and what tsdown can
 * do alone needs every exported type written out, which a factory of classes cannot do.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
export const TSC: string = join(require.resolve('typescript/package.json'), '../bin/tsc');

/** Our one package that the others import: it has no declarations but sources, so they are made along with theirs. */
const COUNTER = '@contend/counter';

/**
 * Writes the declarations of src/index.ts and of all that it imports of ours, and returns the path of the first. Throws
 * an Error that the compiler words.
 */
export async function declare(folder: string): Promise<string> {
  const packages = join(folder, '..');
  // In the package, so that imports of others resolve from here as from its source; git knows nothing of it.
  const outDir = join(folder, 'node_modules/.declarations');
  await rm(outDir, { recursive: true, force: true });
  await mkdir(join(outDir, 'node_modules/@contend'), { recursive: true });

  const { exports } = JSON.parse(await readFile(join(packages, 'counter/package.json'), 'utf8'));
  const sources = Object.entries(exports as Record<string, string>);
  const project = join(outDir, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rootDir: packages,
    outDir,
    paths: Object.fromEntries(sources.map(([name, file]) => [join(COUNTER, name), [join(packages, 'counter', file)]])),
  };
  const include = [join(folder, 'src/index.ts')];
  await writeFile(project, JSON.stringify({ extends: join(folder, 'tsconfig.json'), include, compilerOptions }));
  await promisify(execFile)(process.execPath, [TSC, '-p', project]).catch(({ stdout }) => {
    throw new Error(`the compiler says: ${stdout}`);
  });

  // Where the bundler of declarations will look for it: a package of declarations alone.
  const counter = join(outDir, 'node_modules', COUNTER);
  await rename(join(outDir, 'counter'), counter);
  const declared = Object.fromEntries(sources.map(([name, file]) => [name, file.replace(/\.ts$/, '.d.ts')]));
  await writeFile(join(counter, 'package.json'), JSON.stringify({ name: COUNTER, exports: declared }));
  return join(outDir, basename(folder), 'src/index.d.ts');
}
