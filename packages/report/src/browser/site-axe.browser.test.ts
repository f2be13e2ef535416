import { SYNTHETIC_CELLS } from '@contend/record/fixture';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { renderExplorer } from '../site/explorer-page.ts';
import { run } from '../site/fixture.ts';
import { renderHistory } from '../site/history-page.ts';
import { frontOf, renderIndex } from '../site/index-page.ts';
import { seriousFaults } from './axe.ts';
import { describeInChromium } from './chromium.ts';
import { visit } from './visit.ts';

const VIEWS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
].flatMap((viewport) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })));

const slower = SYNTHETIC_CELLS.map((cell, index) => ({ ...cell, ns: cell.ns * (2 + (index % 3)) }));

function unfold(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

describeInChromium('the pages of many machines under axe-core', (bench) => {
  const pages: Record<string, string> = {};
  beforeAll(async () => {
    const first = run('First', 1, SYNTHETIC_CELLS);
    const later = run('First', 3, SYNTHETIC_CELLS, ({ runtime }) => Object.assign(runtime, { version: '27.0.0' }));
    const runs = [first, later, run('Second', 2, slower)];
    pages.index = bench.serve('index.html', renderIndex(frontOf(runs)));
    pages.history = bench.serve('history.html', renderHistory([first, later], 'First, 2 cores, Linux'));
    pages.explorer = bench.serve('explorer.html', await renderExplorer(runs));
  });

  test.for(VIEWS.flatMap((view) => ['index', 'history', 'explorer'].map((name) => ({ name, ...view }))))(
    '$name: nothing serious at $viewport.width pixels, $colorScheme',
    async ({ name, viewport, colorScheme }) => {
      const { page } = await visit(bench.browser, pages[name] as string, { viewport, colorScheme });
      await unfold(page);
      expect(await seriousFaults(page)).toEqual([]);
    },
  );

  test.for(VIEWS)('an opened cell: nothing serious at $viewport.width pixels, $colorScheme', async (view) => {
    const { page } = await visit(bench.browser, pages.explorer as string, view);
    await page.locator('#rows tbody button').first().click();
    expect(await page.locator('#cell').isVisible()).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
  });

  test('what is serious would be found', async () => {
    const faulty =
      '<!doctype html><html lang="en"><title>x</title><main><button></button><p style="color:#ddd">faint</p></main>';
    const { page } = await visit(bench.browser, bench.serve('faulty.html', faulty));
    const found = await seriousFaults(page);
    expect(found.map((fault) => fault.split(':')[0]).toSorted()).toEqual(['button-name', 'color-contrast']);
  });
});
