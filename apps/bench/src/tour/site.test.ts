import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { websiteCounts } from './7-website.ts';
import { shownCode } from './shown-code.ts';
import { visitSite } from './site.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-site-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;

/** A website like that of the tour, each of whose processes leaves a file of its number. @param hit how it counts */
function site(hit: string): string {
  const path = join(folder, 'site.mjs');
  writeFileSync(
    path,
    `import cluster from 'node:cluster';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
writeFileSync(new URL('./' + process.pid + '.pid', import.meta.url), '');
let hits = 0;
export const counting = { own: async () => ${hit} };
export function serve(hit) {
  if (cluster.isPrimary) for (let i = 0; i < 3; i++) cluster.fork();
  else createServer(async (_, page) => page.end(String(await hit()))).listen(0, '127.0.0.1');
}
`,
  );
  return pathToFileURL(path).href;
}

const started = (): number[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.pid') ? [Number.parseInt(name, 10)] : []));

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the code that is shown is the code that counted', async () => {
  expect((await shownCode(websiteCounts.source)).join('\n')).toContain('own: async () => ++hits');
  for (const [hit, count] of [
    ['7', 7],
    ['9', 9],
  ] as const) {
    expect(await visitSite(site(hit), 'own', never)).toEqual({ answered: 1_000, count });
  }
});

test('workers that count by themselves lose hits, a primary that owns the count none', async () => {
  const own = await visitSite(websiteCounts.source, 'own', never);
  expect(own.answered).toBe(1_000);
  expect(own.count).toBeLessThan(1_000);
  expect(await visitSite(websiteCounts.source, 'owned', never)).toEqual({ answered: 1_000, count: 1_000 });
});

test('leaves no process behind when it is done', async () => {
  await visitSite(site('++hits'), 'own', never);
  expect(started()).toHaveLength(4);
  expect(started().filter(isThere)).toEqual([]);
});

test('is ended in the middle, with all of its processes, when it is to stop', async () => {
  const abort = new AbortController();
  const visited = visitSite(site('new Promise(() => {})'), 'own', abort.signal);
  await expect.poll(started).toHaveLength(4);
  abort.abort(new Error('enough'));
  await expect(visited).rejects.toThrow('enough');
  expect(started().filter(isThere)).toEqual([]);
});

test('a website that fails is an error of one line that says why, and leaves nothing behind', async () => {
  const failed = await visitSite(site('process.exit(1)'), 'own', never).catch((error: Error) => error);
  expect(failed).toBeInstanceOf(Error);
  expect(started().filter(isThere)).toEqual([]);
  const thrown = await visitSite(site('undefined.x'), 'own', never).catch((error: Error) => error);
  expect((thrown as Error).message).toBe(
    "the website ended by itself: TypeError: Cannot read properties of undefined (reading 'x')",
  );
  expect(started().filter(isThere)).toEqual([]);
});
