/**
 * Modules as a page can load them. What a module imports is bundled; where a file `x.page.ts` lies beside an imported `x.ts`,
 * it takes its place, and a module of Node's throws when it is loaded, as a page has none.
 */
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

/** What a page is made of, besides strategies: by the names under which pages ask for them. */
const OWN = ['fork', 'describe-child', 'calibrate-child', 'examine-child'];
const WORKERS = ['worker', 'web-worker', 'describe-worker', 'tick-tock-worker'];
const NODE = '\0node:';
const BUILTIN = new Set(builtinModules.map((name) => name.replace(/^node:/, '')));

const OWN_URLS = new Set(OWN.map((name) => new URL(`../${name}.ts`, import.meta.url).href));

/** Whether a module is in every bundle, under its own name. */
export function isOwn(module: URL): boolean {
  return OWN_URLS.has(module.href);
}

/** Only where there are sources to bundle, and what bundles them: in a clone of the repository. */
export function canBundle(): boolean {
  try {
    return import.meta.url.endsWith('.ts') && import.meta.resolve('rolldown') !== '';
  } catch {
    return false;
  }
}

export interface Bundle {
  /** JavaScript by path, as `/fork.ts` and `/m3.js`. */
  files: ReadonlyMap<string, string>;
  /** Files that modules name beside themselves, by path. */
  assets: ReadonlyMap<string, string>;
  /** Paths of the modules that were asked for, by their URLs. */
  paths: ReadonlyMap<string, string>;
}

/** @param modules file URLs */
export async function bundle(modules: readonly string[]): Promise<Bundle> {
  const whole = await tryBundle(modules);
  if (whole !== undefined) return whole;
  // One that cannot be bundled must not take the others along; its page finds nothing there.
  const able: string[] = [];
  for (const module of modules) if ((await tryBundle([module])) !== undefined) able.push(module);
  const rest = await tryBundle(able);
  if (rest === undefined) throw new Error('contend’s own pages cannot be bundled');
  const paths = modules.map((module, i) => [module, rest.paths.get(module) ?? `/none-${i}.js`] as const);
  return { ...rest, paths: new Map(paths) };
}

async function tryBundle(modules: readonly string[]): Promise<Bundle | undefined> {
  const { rolldown } = await import('rolldown');
  const assets = new Map<string, string>();
  const own = [...OWN, ...WORKERS].map((name) => [name, fileURLToPath(new URL(`../${name}.ts`, import.meta.url))]);
  const asked = modules.map((module, i) => [`m${i}`, fileURLToPath(module)]);
  try {
    const bundling = await rolldown({
      input: Object.fromEntries([...own, ...asked]),
      platform: 'browser',
      shimMissingExports: true,
      logLevel: 'silent',
      plugins: [forPages(assets)],
    });
    const { output } = await bundling.generate({
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: 'c-[hash].js',
    });
    await bundling.close();
    const files = output.flatMap((chunk) =>
      chunk.type === 'chunk' ? [[`/${chunk.fileName}`, chunk.code] as const] : [],
    );
    return {
      // Our own modules name each other as the files that they are.
      files: new Map(
        files.flatMap(
          ([path, code]) =>
            [
              [path, code],
              [path.replace(/\.js$/, '.ts'), code],
            ] as const,
        ),
      ),
      assets,
      paths: new Map(modules.map((module, i) => [module, `/m${i}.js`])),
    };
  } catch {
    return undefined;
  }
}

function forPages(assets: Map<string, string>): Plugin {
  return {
    name: 'contend-pages',
    resolveId(source, importer) {
      const name = source.replace(/^node:/, '');
      if (BUILTIN.has(name)) return { id: `${NODE}${importer?.includes('/node_modules/') ? 'empty:' : ''}${name}` };
      if (!/^\.{1,2}\/.*\.ts$/.test(source) || importer === undefined) return null;
      const page = resolve(dirname(importer), source.replace(/\.ts$/, '.page.ts'));
      return existsSync(page) ? page : null;
    },
    load(id) {
      if (!id.startsWith(NODE)) return null;
      // Packages ask whether it is there; who needs it, is not for pages.
      if (id.startsWith(`${NODE}empty:`)) return 'export default {};';
      return `throw new Error('a page has no node:${id.slice(NODE.length)}'); export default {};`;
    },
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      return code.replaceAll(/new URL\('(\.\/[^']+\.(?!ts')[a-z]+)', import\.meta\.url\)/g, (_, file: string) => {
        const path = resolve(dirname(id), file);
        const name = `/asset-${assets.size}-${basename(path)}`;
        assets.set(name, path);
        return `new URL('${name}', location.origin)`;
      });
    },
  };
}

/** All file URLs of modules in a question. */
export function modulesIn(question: unknown): string[] {
  if (typeof question === 'string') return /^file:.*\.(ts|js|mjs)$/.test(question) ? [question] : [];
  if (typeof question !== 'object' || question === null) return [];
  return [...new Set(Object.values(question).flatMap(modulesIn))];
}

/** A copy in which texts are others. */
export function translated<T>(value: T, by: ReadonlyMap<string, string>): T {
  return JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'string' ? (by.get(each) ?? each) : each));
}
