import { expect, it } from 'vitest';
import { bundle, modulesIn, translated } from './bundle.ts';

const fixture = (name: string) => new URL(`../fixtures/${name}.ts`, import.meta.url).href;
const NEEDS_NODE = /a page has no node:/;

it('contend’s own pages need nothing of Node, and a module that does is one that throws', async () => {
  const [able, unable] = [fixture('page-strategies'), fixture('strategies')];
  const { files, paths } = await bundle([able, unable]);
  const reached = new Set<string>();
  const reach = (path: string): string[] => {
    if (reached.has(path)) return [];
    reached.add(path);
    const code = files.get(path) as string;
    const imports = [...code.matchAll(/(?:from|import) ?"\.(\/[^"]+)"/g)].map(([, each]) => each as string);
    return [...(NEEDS_NODE.test(code) ? [path] : []), ...imports.flatMap(reach)];
  };
  for (const name of ['fork', 'worker', 'web-worker', 'describe-child', 'describe-worker', 'calibrate-child']) {
    expect([name, reach(`/${name}.js`)]).toEqual([name, []]);
  }
  expect(reach(paths.get(able) as string)).toEqual([]);
  expect(reach(paths.get(unable) as string)).not.toEqual([]);
});

it('modules of a question are those that it names by URL, and become paths', () => {
  const question = { module: 'file:///a/b.ts', modules: ['file:///c.mjs', 'file:///a/b.ts'], folder: 'file:///d' };
  expect(modulesIn(question)).toEqual(['file:///a/b.ts', 'file:///c.mjs']);
  expect(translated(question, new Map([['file:///a/b.ts', '/m0.js']]))).toEqual({
    ...{ module: '/m0.js', modules: ['file:///c.mjs', '/m0.js'], folder: 'file:///d' },
  });
});
