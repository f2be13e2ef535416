/**
 * Builds the command as it goes to npm (`turbo run build`, in apps/bench): its dist/ is the repository over again, cut
 * down to what the command reaches. So every file finds its neighbours by the paths it has here. Two things differ: a
 * module is JavaScript, since Node reads no TypeScript in node_modules, and lies beside its source; and what is
 * `@contend/…` here is `#contend/…` there, an import of the package's own. Other people's packages stay dependencies, in
 * the versions that are pinned here.
 */
import { execFile } from 'node:child_process';
import { copyFile, glob, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, matchesGlob, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle, SCRIPTS } from '../report/src/format/html/script.ts';
import { TSC } from './declarations.ts';
import { commandManifest } from './manifest.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const APP = process.cwd();
const DIST = join(APP, 'dist');
const BIN = join(APP, 'bin/contend.js');

/** The text of a string, and of a template with one gap: `${name}.css`. */
const TEXT = /(['"`])((?:[\w@./-]|\$\{\w+\})+)\1/g;
const NOT_SHIPPED = ['**/*.test.ts', '**/*.fixture.ts', '**/node_modules/**', '**/dist/**'];

interface Manifest {
  name: string;
  exports?: Record<string, string>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Package {
  folder: string;
  manifest: Manifest;
}

const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));

/** Our packages by their names. */
const packages = new Map<string, Package>();
for await (const name of glob('packages/*/package.json', { cwd: ROOT })) {
  const folder = dirname(join(ROOT, name));
  const manifest = await readManifest(folder);
  packages.set(manifest.name, { folder, manifest });
}

/** The file of `@contend/…`; undefined for anything else, and for what its package does not export. */
function ownFile(specifier: string): string | undefined {
  const [scope, name, ...path] = specifier.split('/');
  const found = packages.get(`${scope}/${name}`);
  if (found === undefined) return undefined;
  const { folder, manifest } = found;
  const exported = manifest.exports ?? {};
  const file = exported[['.', ...path].join('/')] ?? exported['./*']?.replace('*', path.join('/'));
  return file === undefined ? undefined : join(folder, file);
}

const slashed = (path: string) => path.split(sep).join('/');

const isFile = (path: string) =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );

/** The files of ours that a module names in its texts, as imports or otherwise. */
async function named(file: string): Promise<string[]> {
  const found: string[] = [];
  for (const [, , text] of (await readFile(file, 'utf8')).matchAll(TEXT) as Iterable<[string, string, string]>) {
    const pattern = text.replace(/\$\{\w+\}/, '**/*');
    if (pattern === text) found.push(ownFile(text) ?? resolve(dirname(file), text));
    else if (/^[^$]*\$\{\w+\}\.\w+$/.test(text))
      for await (const each of glob(pattern, { cwd: dirname(file) })) found.push(resolve(dirname(file), each));
  }
  const ours = found.filter(
    (each) => each.startsWith(ROOT) && !NOT_SHIPPED.some((pattern) => matchesGlob(relative(ROOT, each), pattern)),
  );
  return (await Promise.all(ours.map(async (each) => ((await isFile(each)) ? [each] : [])))).flat();
}

const reached = new Set([BIN]);
for (const file of reached) if (/\.[jt]s$/.test(file)) for (const each of await named(file)) reached.add(each);

await rm(DIST, { recursive: true, force: true });
const modules = [...reached].filter((file) => file.endsWith('.ts'));
await compile(modules);
for (const file of reached) {
  const copy = join(DIST, relative(ROOT, file));
  await mkdir(dirname(copy), { recursive: true });
  await copyFile(file, copy);
}
for (const file of [BIN, ...modules]) {
  const made = join(DIST, relative(ROOT, file)).replace(/\.ts$/, '.js');
  await writeFile(made, asJavaScript(await readFile(made, 'utf8')));
}
// What runs in a page: whoever installs the command need not have a bundler.
for (const entry of Object.values(SCRIPTS)) {
  await writeFile(join(DIST, relative(ROOT, fileURLToPath(entry))).replace(/\.ts$/, '.js'), await bundle(entry));
}
await copyFile(join(APP, 'README.md'), join(DIST, 'README.md'));
await copyFile(join(ROOT, 'LICENSE'), join(DIST, 'LICENSE'));
await writeFile(join(DIST, 'package.json'), `${JSON.stringify(await manifest(), undefined, 2)}\n`);

/** A JavaScript file for each module, by the compiler: it takes `using` apart, which Node 22 does not know. */
async function compile(files: readonly string[]): Promise<void> {
  // In the app, so that the types of packages are found from here; git knows nothing of it.
  const project = join(APP, 'node_modules/.contend-build.json');
  const compilerOptions = {
    noEmit: false,
    // Whether types are right is another task's business.
    noCheck: true,
    // They are in the source beside it.
    removeComments: true,
    target: 'es2024',
    rootDir: ROOT,
    outDir: DIST,
  };
  await mkdir(dirname(project), { recursive: true });
  await writeFile(project, JSON.stringify({ extends: join(ROOT, 'tsconfig.base.json'), files, compilerOptions }));
  await promisify(execFile)(process.execPath, [TSC, '-p', project]).catch(({ stdout }) => {
    throw new Error(`the compiler says: ${stdout}`);
  });
}

/** Where a module names others, it names JavaScript. */
function asJavaScript(text: string): string {
  return text
    .replaceAll(/((?:\bfrom |\bimport\(|\bnew URL\()(['"])\.[^'"]*)\.ts\2/g, '$1.js$2')
    .replaceAll(TEXT, (all, quote: string, text: string) =>
      ownFile(text) === undefined ? all : `${quote}#${text.slice(1)}${quote}`,
    );
}

/** Where `#contend/…` lies: what our packages export of what is here, from the top. */
function imports(): Record<string, string> {
  const entries = [...packages.values()].flatMap(({ folder, manifest: { name, exports = {} } }) =>
    Object.entries(exports).flatMap(([path, file]) => {
      const source = join(folder, file);
      // In folders below, too, as a star of `imports` means it.
      const here = [...reached].some((each) => matchesGlob(each, source.replace('*', '**/*')));
      const from = `#${name.slice(1)}${path.slice(1)}`;
      return here ? [[from, `./${slashed(relative(ROOT, source)).replace(/\.ts$/, '.js')}`] as const] : [];
    }),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function manifest(): Promise<Record<string, unknown>> {
  const own = await readManifest(APP);
  const used = [...packages.values()].filter(({ folder }) =>
    [...reached].some((file) => file.startsWith(folder + sep)),
  );
  const dependencies = Object.assign(
    {},
    ...[own, ...used.map(({ manifest }) => manifest)].map((each) => each.dependencies),
  );
  const theirs = Object.entries<string>(dependencies).filter(([name]) => !packages.has(name));
  const [, oldest] = (await readFile(BIN, 'utf8')).match(/OLDEST = '([\d.]+)'/) as [string, string];
  return commandManifest(
    { ...own },
    slashed(relative(ROOT, BIN)),
    oldest,
    imports(),
    Object.fromEntries(theirs.sort(([a], [b]) => (a < b ? -1 : 1))),
    (await readManifest(ROOT)).optionalDependencies ?? {},
  );
}
