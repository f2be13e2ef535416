import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineName } from '@contend/record';
import { expect, onTestFinished, test } from 'vitest';
import { HOSTILE, hostileRecord } from '../fixtures/hostile.ts';
import { toPng } from '../format/png.ts';
import { renderExplorer } from './explorer-page.ts';
import { recordOf, run, thread } from './fixture.ts';
import { renderHistory } from './history-page.ts';
import { frontOf, renderIndex, renderPreview } from './index-page.ts';
import { runOf } from './run.ts';
import { writeSite } from './write.ts';

const HERE = [thread('atomic/add', 10), thread('spinlock/tas', 40), thread('spinlock/ttas', 20)];
const THERE = [thread('atomic/add', 100), thread('spinlock/tas', 200), thread('spinlock/ttas', 500)];
const EPYC = { vendor: 'AMD', signature: 'family 25 model 17' };
const hostile = runOf(hostileRecord());
const twin = runOf({
  ...hostileRecord(),
  startedAt: '2026-05-01T00:00:00.000Z',
  suite: { version: HOSTILE[0], commit: null, dirty: null },
});
const pages = {
  index: renderIndex(frontOf([hostile, twin, run('A', 1, HERE)])),
  history: renderHistory([hostile, { ...twin, suite: { ...twin.suite, version: HOSTILE[3] } }], HOSTILE[0]),
  explorer: await renderExplorer([hostile, run('A', 1, HERE)]),
};
/** Without what holds no markup. */
const bare = (page: string): string => page.replace(/(<(script|style)\b[^>]*>)[\s\S]*?(<\/\2>)/g, '$1$3');

test.for(Object.entries(pages))('a hostile record becomes no markup, no link and nothing that runs: %s', ([, page]) => {
  const tags = [...bare(page).matchAll(/<([a-z]\w*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)];
  const left = bare(page).replace(/<\/?[a-z!]\w*(?:\s+[\w:-]+(?:="[^"]*")?)*\s*\/?>/gi, '');
  expect(/</.exec(left)).toBeNull();
  for (const [, name, attributes = ''] of tags) {
    expect(['img', 'iframe', 'object', 'base', 'link', 'b', 'i']).not.toContain(name);
    expect(attributes.replace(/="[^"]*"/g, '=')).not.toMatch(/\s(on\w+|src|style|action|srcdoc)=/i);
    for (const [, href] of attributes.matchAll(/\shref="([^"]*)"/g)) {
      expect(href).toMatch(/^(#[\w-]+|(\.\.\/|[a-z0-9-]+\/)?(index|explorer|report|history)\.html)$/);
    }
  }
  expect(tags.filter(([, name]) => name === 'script').length).toBeLessThanOrEqual(2);
  expect(page).toMatch(/default-src &#39;none&#39;|default-src 'none'/);
});

test('the checks above would see markup', () => {
  expect(
    /</.exec(bare('<p>a < b</p>').replace(/<\/?[a-z!]\w*(?:\s+[\w:-]+(?:="[^"]*")?)*\s*\/?>/gi, '')),
  ).not.toBeNull();
});

test('hostile names are there to be read all the same', () => {
  expect(pages.index).toContain('&lt;script>alert(1)&lt;/script>');
  const [, data = ''] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(pages.explorer) ?? [];
  expect(data).not.toContain('<');
  const facets: { key: string; names: string[] }[] = JSON.parse(data).facets;
  expect(facets.find(({ key }) => key === 'strategy')?.names).toContain(HOSTILE[0]);
});

test('pages that only show run no script at all', () => {
  for (const page of [pages.index, pages.history]) {
    expect(page).not.toContain('<script');
    expect(page.replaceAll('&#39;', "'")).toContain("script-src 'none'");
  }
});

test('the front says what changes from machine to machine, and marks it', () => {
  const page = renderIndex(frontOf([run('A', 1, HERE), run('B', 2, THERE)]));
  expect(page).toContain('1 pair of strategies changes places');
  expect(page.match(/<td[^>]*>⇅ \d/g)).toHaveLength(4);
  const same = renderIndex(frontOf([run('A', 1, HERE), run('B', 2, HERE)]));
  expect(same).toContain('no two strategies were called in opposite orders');
  expect(same).not.toMatch(/<td[^>]*>⇅ \d/);
});

test('other versions have parts of their own, which is said', () => {
  const newer = run('B', 2, THERE, ({ suite }) => Object.assign(suite, { version: '0.2.0' }));
  const page = renderIndex(frontOf([run('A', 1, HERE), newer]));
  expect(page.match(/<section id="league\d"/g)).toHaveLength(2);
  expect(page).toContain('figures are compared within a part only');
  expect(page).not.toContain('change places');
});

test('records from before the host changed are left out, which is said', () => {
  const moved = run('A', 3, HERE, ({ host }) => Object.assign(host, { kernel: '7.0.0' }));
  expect(renderIndex(frontOf([run('A', 1, THERE), moved]))).toContain('1 earlier record left out');
  expect(renderIndex(frontOf([run('A', 1, THERE), run('A', 3, HERE)]))).not.toContain('left out');
});

test('a machine’s history names what broke it', () => {
  const after = run('A', 2, HERE, ({ runtime }) => Object.assign(runtime, { version: '26.11.0' }));
  const page = renderHistory([run('A', 1, HERE), after], 'A');
  expect(page).toContain('Break');
  expect(page).toMatch(/runtime\.version: <code>26\.10\.0<\/code> → <code>26\.11\.0<\/code>/);
  expect(renderHistory([run('A', 1, HERE), run('A', 2, HERE)], 'A')).not.toContain('Break');
});

test('machines are called by their short names, and their folders by a tooltip', () => {
  const page = renderIndex(
    frontOf([run('AMD EPYC', 1, HERE, ({ host }) => Object.assign(host.cpu, EPYC)), run('B', 2, THERE)]),
  );
  expect(page).toMatch(
    /<a href="amd-epyc-family-25-model-17-2-cores-linux-x64\/report.html" title="amd-epyc[^"]*">EPYC Zen 4, 2 cores, Linux</,
  );
  const words = bare(page).replace(/<[^>]*>/g, ' ');
  expect(words.replaceAll(/<title>[^<]*<\/title>/g, '')).not.toMatch(/>\s*amd-epyc-family/);
});

test('a strategy is never named by its digest; what was measured in two versions is said once, with a link to them', () => {
  const newer = run('B', 2, THERE, ({ cells }) =>
    Object.assign(cells[1] as object, { strategyVersion: 'deadbeef0123' }),
  );
  const page = renderIndex(frontOf([run('A', 1, HERE), newer]));
  expect(page.match(/measured in two versions/g)).toHaveLength(1);
  expect(page).toContain('<a href="#versions">');
  const [before, section = ''] = page.split('<section id="versions">');
  expect(before).not.toContain('deadbeef0123');
  expect(section).toContain('deadbeef0123');
  expect(renderIndex(frontOf([run('A', 1, HERE), run('B', 2, THERE)]))).not.toContain('versions');
});

test('each machine has its fastest lock, and how sure that is', () => {
  const words = bare(renderIndex(frontOf([run('A', 1, HERE), run('B', 2, THERE)]))).replace(/<[^>]*>/g, ' ');
  expect(words).toMatch(
    /A, 2 cores, Linux\s+spinlock\/ttas\s+[\d.]+ \([\d.]+–[\d.]+\) ×, 2 threads\s+called faster than the other lock/,
  );
  expect(words).toMatch(/B, 2 cores, Linux\s+spinlock\/tas\s/);
});

test('in the picture of who wins where a wrong count is crossed and has no rank', () => {
  const wrong = [...HERE, thread('unlocked/plain', 1, { verdict: 'lost-updates' })];
  const page = renderIndex(frontOf([run('A', 1, wrong), run('B', 2, HERE)]));
  const [, cell = ''] =
    /<title>unlocked\/plain, A, 2 cores, Linux, 2 threads: ([^<]*<\/title>.*?)<\/g>/.exec(page) ?? [];
  expect(cell).toContain('count wrong, lost 20 %');
  expect(cell).toContain('crossed');
  expect(cell).not.toContain('<text');
  expect(page).not.toContain('unlocked/plain, B');
});

test('its preview is a picture of nothing but shapes and words, and the page leads to it', () => {
  for (const runs of [
    [run('A', 1, HERE), run('B', 2, THERE)],
    [hostile, twin],
  ]) {
    const svg = renderPreview(frontOf(runs)) as string;
    expect([...new Set([...svg.matchAll(/<([a-z]+)/g)].map(([, name]) => name))].sort()).toEqual(
      expect.arrayContaining(['g', 'rect', 'svg', 'text']),
    );
    expect(svg.replaceAll(/<\/?(svg|style|rect|g|text|title|path)\b[^<>]*>/g, '')).not.toContain('<');
    expect(svg).not.toMatch(/\s(on\w+|href|src)="/);
    expect(toPng(svg).length).toBeGreaterThan(10_000);
  }
  expect(pages.index).toMatch(/<meta property="og:image" content="preview.png"\s*\/?>/);
});

test('a machine’s page of a website’s hit counter is one click away', () => {
  const [one, two] = [run('A', 1, HERE), run('B', 2, THERE)];
  const page = renderIndex(frontOf([one, two], new Set([two.machine])));
  expect([...page.matchAll(/href="([^"]*hits\.html)"/g)].map(([, href]) => href)).toEqual([`${two.machine}/hits.html`]);
});

test('a site is its pages, and a folder of each machine’s name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'contend-site-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const record = recordOf('A', 1, HERE);
  const paths = await writeSite([runOf(record), hostile], folder);
  expect(paths).toHaveLength(5);
  const machines = [machineName(record.host), hostile.machine];
  expect(readdirSync(folder).sort()).toEqual([...machines, 'explorer.html', 'index.html', 'preview.png'].sort());
  for (const machine of machines) expect(readdirSync(join(folder, machine))).toEqual(['history.html']);
});
