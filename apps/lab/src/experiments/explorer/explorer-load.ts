/**
 * How long the explorer takes with 200 records of 200 cells, in headless Chromium: from asking for the file until its
 * table has been painted. CHROMIUM names the executable (default: /usr/bin/chromium).
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { type Run, runOf } from '@contend/report';
import { renderExplorer } from '@contend/report/explorer-page';
import { median } from '@contend/stats';
import { chromium } from 'playwright-core';

const RECORDS = 200;
const LOADS = 9;
const LIMIT_MS = 2_000;
/** 25 strategies, two workloads, four numbers of contenders. */
const CELLS = Array.from(
  { length: 200 },
  (_, cell): SyntheticCell => ({
    strategy: cell < 8 ? 'atomic/add' : `family${Math.floor(cell / 64)}/strategy-${Math.floor(cell / 8)}`,
    world: 'threads',
    contenders: 2 ** (cell % 4),
    workload: cell % 8 < 4 ? 'hot' : 'typical',
    ns: 10 + cell,
  }),
);

function synthetic(index: number): Run {
  const record = syntheticRecord({ cells: CELLS, blocks: 6, seed: index + 1 });
  record.host.cpu.model = `Imaginary ${Math.floor(index / 4)}`;
  record.startedAt = new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
  return runOf(record);
}

const folder = mkdtempSync(join(tmpdir(), 'contend-explorer-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = join(folder, 'explorer.html');
  writeFileSync(page, await renderExplorer(Array.from({ length: RECORDS }, (_, index) => synthetic(index))));
  const times: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const tab = await browser.newPage();
    const start = performance.now();
    await tab.goto(pathToFileURL(page).href, { waitUntil: 'commit' });
    // The second frame begins when the first, with the table in it, has been painted.
    await tab.waitForFunction(() => document.querySelectorAll('#rows tbody tr').length === 100, null, {
      polling: 'raf',
    });
    await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    times.push(performance.now() - start);
    await tab.close();
  }
  const middle = median(times);
  const shown = (ms: number): string => `${Math.round(ms)} ms`;
  console.log(
    `${RECORDS} records of ${CELLS.length} cells (${(statSync(page).size / 2 ** 20).toFixed(1)} MiB) are on the screen after ` +
      `${shown(middle)} (median of ${LOADS} loads; ${shown(Math.min(...times))} to ${shown(Math.max(...times))}; limit ${shown(LIMIT_MS)})`,
  );
  if (middle > LIMIT_MS) process.exitCode = 1;
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
