import { SYNTHETIC_CELLS } from '@contend/record/fixture';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { renderExplorer } from '../site/explorer-page.ts';
import { run } from '../site/fixture.ts';
import { renderHistory } from '../site/history-page.ts';
import { renderIndex } from '../site/index-page.ts';
import { describeInChromium } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { visit } from './visit.ts';

const slower = SYNTHETIC_CELLS.map((cell, index) => ({ ...cell, ns: cell.ns * (2 + (index % 3)) }));
const NAMES = ['index', 'history', 'explorer'] as const;

function unfold(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** What the explorer shows of its cells. */
const rows = (page: Page): Promise<string[]> => page.locator('#rows tbody tr').allInnerTexts();

describeInChromium('the pages of many machines in Chromium', (bench) => {
  const pages: Record<string, string> = {};
  beforeAll(async () => {
    const machine = run('First', 1, SYNTHETIC_CELLS);
    const later = run('First', 3, SYNTHETIC_CELLS, ({ runtime }) => Object.assign(runtime, { version: '27.0.0' }));
    const runs = [machine, later, run('Second', 2, slower)];
    pages.index = bench.serve('index.html', renderIndex(runs));
    pages.history = bench.serve('history.html', renderHistory([machine, later], 'First, 2 cores, Linux'));
    pages.explorer = bench.serve('explorer.html', await renderExplorer(runs));
  });

  test.each(NAMES)('%s: light and dark, every text stands out; no error, no request', async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, seen } = await visit(bench.browser, pages[name] as string, { colorScheme });
      await unfold(page);
      expect(await page.locator('table').count()).toBeGreaterThan(0);
      expect(await faintTexts(page)).toEqual([]);
      expect(seen).toEqual([]);
    }
  });

  test.each(NAMES)('%s: on a phone the page does not move sideways; on paper nothing is cut off', async (name) => {
    const { page } = await visit(bench.browser, pages[name] as string, { viewport: { width: 390, height: 844 } });
    await unfold(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 718, height: 1047 });
    await page.emulateMedia({ media: 'print' });
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('p, pre, table, svg, li')]
        .filter((element) => element.checkVisibility())
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map(
          (element) =>
            `${element.localName} to ${Math.round(element.getBoundingClientRect().right)}: ${element.textContent?.slice(0, 60)}`,
        ),
    );
    expect(outside).toEqual([]);
  });

  test.each(NAMES)('%s: by keyboard alone every control is reached and marked', async (name) => {
    const { page } = await visit(bench.browser, pages[name] as string);
    const expected = await page.evaluate(() => {
      const all = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]'),
      ];
      const visible = all.filter((each) => each.checkVisibility() && !each.matches(':disabled'));
      for (const [index, each] of visible.entries()) each.dataset.stop = String(index);
      return visible.length;
    });
    expect(expected).toBeGreaterThan(3);
    const stops: string[] = [];
    for (let stop = 0; stop < expected; stop++) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate(() => {
          const { outlineStyle } = getComputedStyle(document.activeElement as Element);
          return `${(document.activeElement as HTMLElement).dataset.stop} ${outlineStyle}`;
        }),
      );
    }
    expect(stops).toEqual(stops.map((_, stop) => `${stop} solid`));
  });

  test.each(['index', 'history'] as const)('%s: without JavaScript everything is there to be read', async (name) => {
    const { page, seen } = await visit(bench.browser, pages[name] as string, { javaScriptEnabled: false });
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await page.locator('table').count()).toBeGreaterThan(0);
    expect(await page.locator('table, section, li').filter({ visible: false }).count()).toBe(0);
    expect(seen).toEqual([]);
  });

  test('explorer: without JavaScript it says that it needs some, and where everything is', async () => {
    const { page } = await visit(bench.browser, pages.explorer as string, { javaScriptEnabled: false });
    expect(await page.getByText('needs JavaScript').isVisible()).toBe(true);
    expect(await page.locator('a[href="index.html"]').isVisible()).toBe(true);
  });

  test('explorer: what is picked and sorted is shown, and its address brings it back', async () => {
    const { page, seen } = await visit(bench.browser, pages.explorer as string);
    const untouched = await rows(page);
    expect(untouched.length).toBeGreaterThan(20);
    await page.locator('summary', { hasText: 'Strategy' }).click();
    const facet = page.locator('details', { has: page.locator('summary', { hasText: 'Strategy' }) });
    await facet.getByRole('button', { name: 'none' }).click();
    expect(await rows(page)).toEqual([]);
    await facet.getByLabel('atomic/add').check();
    const fastest = await rows(page);
    expect(fastest.length).toBeGreaterThan(1);
    expect(fastest.filter((row) => !row.includes('atomic/add'))).toEqual([]);
    const sort = page.locator('#rows th[aria-sort="descending"] button');
    await sort.focus();
    await page.keyboard.press('Enter');
    const slowest = await rows(page);
    expect(slowest).not.toEqual(fastest);
    expect(slowest.toSorted()).toEqual(fastest.toSorted());

    const { page: anew } = await visit(bench.browser, page.url());
    expect(await rows(anew)).toEqual(slowest);
    await anew.reload();
    expect(await rows(anew)).toEqual(slowest);
    await anew.locator('#everything').click();
    expect((await rows(anew)).length).toBe(untouched.length);
    expect(seen).toEqual([]);
  });
});
