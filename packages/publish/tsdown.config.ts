/**
 * How the packages that go to npm are built: tsdown runs in the package's folder (`turbo run build`) and leaves in its
 * dist/ all that is published, with a manifest of its own, for the repository's packages are private and run unbuilt.
 *
 * Only what src/index.ts reaches is in it; what that imports of ours is bundled. ES modules only: every Node that is
 * still maintained can `require` them (from 22.12), and two copies of a module would be two sets of error classes.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'tsdown';
import { declare } from './declarations.ts';
import { manifestOf } from './manifest.ts';

const LICENSE = fileURLToPath(new URL('../../LICENSE', import.meta.url));
const PACKAGE = process.cwd();
/** Where `Symbol.dispose` is declared: whoever compiles for an older library finds it all the same. */
const DISPOSABLE = '/// <reference lib="esnext.disposable" />\n';

const common: UserConfig = {
  cwd: PACKAGE,
  platform: 'node',
  fixedExtension: false,
  deps: { alwaysBundle: [/^@contend\//], onlyBundle: [/^@contend\//] },
};

const config: UserConfig[] = defineConfig([
  { ...common, entry: 'src/index.ts', dts: false },
  {
    ...common,
    entry: { index: await declare(PACKAGE) },
    clean: false,
    // All are declarations already, so the generator has nothing to do; it must be one that needs no compiler's API.
    dts: { dtsInput: true, emitDtsOnly: true, generator: 'oxc' },
    hooks: {
      'build:done': async ({ options: { outDir } }) => {
        const manifest = manifestOf(JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')));
        const declarations = join(outDir, 'index.d.ts');
        await writeFile(declarations, DISPOSABLE + (await readFile(declarations, 'utf8')));
        await writeFile(join(outDir, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
        await copyFile(join(PACKAGE, 'README.md'), join(outDir, 'README.md'));
        await copyFile(LICENSE, join(outDir, 'LICENSE'));
      },
    },
  },
]);
export default config;
