/**
 * How long the site of many machines takes in headless Chromium: its front page until it is first painted, and its explorer
 * until the chart is. Measured for 60 machines with 40 strategies, and the explorer for 200 records of 200 cells as well.
 * CHROMIUM names the executable (default: /usr/bin/chromium).
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { type Run, runOf } from '@contend/report';
import { renderExplorer } from '@contend/report/explorer-page';
import { frontOf, renderIndex } from '@contend/report/index-page';
import { median } from '@contend/stats';
import { type Browser, chromium, type Page } from 'playwright-core';

const LOADS = 9;

interface Measured {
  page: string;
  limitMs: number;
  text(): string | Promise<string>;
  /** @returns ms from asking for the file */
  load(tab: Page, url: string): Promise<number>;
}

/** What a strategy takes differs by machine, so that orders turn. */
function cellsOf(strategies: number, contenders: readonly number[], seed: number): SyntheticCell[] {
  return Array.from({ length: strategies }, (_, index) => index).flatMap((index) =>
    contenders.map(
      (count): SyntheticCell => ({
        strategy: index === 0 ? 'atomic/add' : `family${index % 7}/strategy-${index}`,
        world: 'threads',
        contenders: count,
        ns: (10 + 3 * index) * (1 + 0.4 * Math.sin(index * 7 + seed)) * count ** 0.3,
        verdict: index === 39 && count > 1 ? 'lost-updates' : 'exact',
      }),
    ),
  );
}

/** @param perMachine how many records of a machine come one after the other */
function synthetic(index: number, perMachine: number, cells: readonly SyntheticCell[], blocks: number): Run {
  const record = syntheticRecord({ cells, blocks, seed: index + 1 });
  const cores = 2 ** (1 + (Math.floor(index / perMachine) % 4));
  record.host.cpu.model = `Imaginary ${Math.floor(index / perMachine)}`;
  record.host.allowedCores = Array.from({ length: cores }, (_, core) => core);
  record.startedAt = new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
  return runOf(record);
}

const MANY = Array.from({ length: 60 }, (_, index) => {
  const cores = 2 ** (1 + (index % 4));
  return synthetic(index, 1, cellsOf(40, [...new Set([1, cores / 2, cores, 2 * cores])], index), 20);
});
const LONG = (): Run[] =>
  Array.from({ length: 200 }, (_, index) => synthetic(index, 4, cellsOf(50, [1, 2, 4, 8], index), 6));

async function firstPaint(tab: Page, url: string): Promise<number> {
  await tab.goto(url, { waitUntil: 'load' });
  await tab.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  return tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);
}

async function untilDrawn(tab: Page, url: string): Promise<number> {
  const start = performance.now();
  await tab.goto(url, { waitUntil: 'commit' });
  await tab.waitForFunction(() => document.querySelectorAll('#chart .dot').length > 1, null, { polling: 'raf' });
  // The second frame begins when the first, with the chart in it, has been painted.
  await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return performance.now() - start;
}

const PAGES: readonly Measured[] = [
  {
    page: 'front page of 60 machines × 40 strategies, first paint',
    limitMs: 1_000,
    text: () => renderIndex(frontOf(MANY)),
    load: firstPaint,
  },
  {
    page: 'explorer of 60 machines × 40 strategies, chart drawn',
    limitMs: 2_000,
    text: () => renderExplorer(MANY),
    load: untilDrawn,
  },
  {
    page: 'explorer of 200 records × 200 cells, chart drawn',
    limitMs: 2_000,
    text: () => renderExplorer(LONG()),
    load: untilDrawn,
  },
];

async function measure(browser: Browser, folder: string, { page, limitMs, text, load }: Measured): Promise<boolean> {
  const file = join(folder, 'page.html');
  writeFileSync(file, await text());
  const times: number[] = [];
  for (let turn = 0; turn < LOADS; turn++) {
    const tab = await browser.newPage();
    times.push(await load(tab, pathToFileURL(file).href));
    await tab.close();
  }
  const middle = median(times);
  const shown = (ms: number): string => `${Math.round(ms)} ms`;
  const size = `${(statSync(file).size / 2 ** 20).toFixed(1)} MiB`;
  const span = `${shown(Math.min(...times))} to ${shown(Math.max(...times))}`;
  console.log(`${page}: ${shown(middle)} (median of ${LOADS} loads, ${span}; ${size}; limit ${shown(limitMs)})`);
  return middle <= limitMs;
}

const folder = mkdtempSync(join(tmpdir(), 'contend-site-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const each of PAGES) if (!(await measure(browser, folder, each))) process.exitCode = 1;
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
