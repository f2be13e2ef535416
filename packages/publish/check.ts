/**
 * Whether what was built can be published (`turbo run publint`, in the package's folder): linted, its types resolved as
 * every module system would, its size said, and installed without a network into an empty folder, where the README's
 * first example runs in plain JavaScript and typechecks as TypeScript.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build } from 'tsdown';
import { TSC } from './declarations.ts';

const run = promisify(execFile);
/** npm is a script that a shell must start on Windows. */
const npm = (args: string[], cwd: string) => run('npm', args, { cwd, shell: process.platform === 'win32' });
const require = createRequire(import.meta.url);

const DIST = resolve('dist');
const manifest = JSON.parse(await readFile(join(DIST, 'package.json'), 'utf8'));
const findings: string[] = [];

const { messages } = await publint({ pkgDir: DIST, strict: true });
for (const message of messages) findings.push(`publint: ${formatMessage(message, manifest, { color: false })}`);

const folder = await mkdtemp(join(tmpdir(), 'contend-publish-'));
try {
  const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], DIST);
  const [packed] = JSON.parse(stdout);
  const tarball = join(folder, packed.filename);
  for (const file of ['LICENSE', 'README.md', 'index.d.ts', 'index.js', 'package.json'])
    if (!packed.files.some(({ path }: { path: string }) => path === file))
      findings.push(`npm pack: ${file} is missing`);

  const analysis = await checkPackage(createPackageFromTarballData(await readFile(tarball)));
  if (analysis.types === false) findings.push('are the types wrong: there are none');
  // ES modules only, on purpose: Node requires them from 22.12, which its `engines` ask for.
  else
    for (const problem of analysis.problems)
      if (problem.kind !== 'CJSResolvesToESM') findings.push(`are the types wrong: ${JSON.stringify(problem)}`);

  await install(tarball);
  console.log(`${manifest.name} ${manifest.version}: ${await size()} bytes, minified and compressed`);
} finally {
  await rm(folder, { recursive: true });
}

for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);

/** Installs the tarball where nothing else is, and uses it as the README begins. */
async function install(tarball: string): Promise<void> {
  const readme = await readFile(join(DIST, 'README.md'), 'utf8');
  const [, language, example] = readme.match(/```([jt]s)\n(.*?)```/s) ?? [];
  if (example === undefined) throw new Error('README.md has no example: begin it with one, in ```js or ```ts');
  // Behind a line that prints, or in the one after it.
  const promised = [...example.matchAll(/console\.log\(.*;(?: \/\/ |\n *\/\/ prints )(.*)$/gm)].map(([, line]) => line);

  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await npm(['install', tarball, '--offline', '--no-audit', '--no-fund'], folder);
  await writeFile(join(folder, `example.${language}`), example);
  const { stdout } = await run(process.execPath, [`example.${language}`], { cwd: folder });
  if (promised.length === 0 || stdout !== `${promised.join('\n')}\n`)
    findings.push(
      `README.md: its first example promises ${JSON.stringify(promised)} and prints ${JSON.stringify(stdout)}`,
    );

  await writeFile(join(folder, 'old.cjs'), `if (!require('${manifest.name}').Mutex) throw new Error('no Mutex');\n`);
  await run(process.execPath, ['old.cjs'], { cwd: folder });

  await writeFile(join(folder, 'example.ts'), example);
  // Types that are not found would be `any`, and have every export.
  await writeFile(join(folder, 'control.ts'), `// @ts-expect-error\nexport { noSuchThing } from '${manifest.name}';\n`);
  await writeFile(join(folder, 'older.ts'), `export { Mutex } from '${manifest.name}';\n`);
  const types = ['--types', 'node', '--typeRoots', join(require.resolve('@types/node/package.json'), '../..')];
  const flags = ['--noEmit', '--strict', '--module', 'nodenext'];
  const compile = (target: string, ...rest: string[]) =>
    run(process.execPath, [TSC, ...flags, '--target', target, '--lib', `${target},dom`, ...rest], {
      cwd: folder,
    }).catch(({ stdout }) => {
      findings.push(`typescript for ${target}: ${stdout.trim()}`);
    });
  await compile('esnext', 'example.ts', 'control.ts', ...types);
  // A library that knows no Symbol.dispose, and no types of Node's, which bring it along.
  await compile('es2022', 'older.ts');
}

/** Bytes that the package adds to a bundle. */
async function size(): Promise<number> {
  const outDir = join(folder, 'minified');
  const entry = join(DIST, 'index.js');
  await build({ config: false, entry, outDir, minify: true, dts: false, fixedExtension: false, logLevel: 'silent' });
  return gzipSync(await readFile(join(outDir, 'index.js'))).length;
}
