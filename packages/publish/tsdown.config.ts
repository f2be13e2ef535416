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
import { manifestOf } from './manifest.ts';

const LICENSE = fileURLToPath(new URL('../../LICENSE', import.meta.url));

const config: UserConfig = defineConfig({
  cwd: process.cwd(),
  entry: 'src/index.ts',
  platform: 'node',
  fixedExtension: false,
  deps: { alwaysBundle: [/^@contend\//] },
  // Declarations of what has a type written out at every export need no compiler; TypeScript 7 has no API for one.
  dts: { generator: 'oxc', oxc: { stripInternal: true } },
  hooks: {
    'build:done': async ({ options: { cwd, outDir } }) => {
      const manifest = manifestOf(JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8')));
      await writeFile(join(outDir, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
      await copyFile(join(cwd, 'README.md'), join(outDir, 'README.md'));
      await copyFile(LICENSE, join(outDir, 'LICENSE'));
    },
  },
});
export default config;
