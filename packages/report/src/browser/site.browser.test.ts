import { SYNTHETIC_CELLS } from '@contend/record/fixture';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { renderExplorer } from '../site/explorer-page.ts';
import { run } from '../site/fixture.ts';
import { renderHistory } from '../site/history-page.ts';
import { frontOf, renderIndex } from '../site/index-page.ts';
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

const OVERLAPPING = `<!doctype html><title>x</title><svg width="200" height="100"><text x="10" y="40">one</text><text
x="20" y="42">two</text><text x="195" y="80">far</text></svg>`;

/** Words of a drawing that lie over others of it, or beyond its edge. */
function misplacedWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const svg of document.querySelectorAll('svg')) {
      if (svg.parentElement?.closest('svg') || !svg.checkVisibility()) continue;
      const frame = svg.getBoundingClientRect();
      const words = [...svg.querySelectorAll('text')]
        .filter((text) => text.textContent !== '')
        .map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
      for (const [index, { words: own, box }] of words.entries()) {
        const out =
          box.left < frame.left - 1 ||
          box.right > frame.right + 1 ||
          box.top < frame.top - 1 ||
          box.bottom > frame.bottom + 1;
        for (const other of words.slice(index + 1)) {
          // Boxes of letters are higher than these.
          const [high, low] = [Math.max(box.top, other.box.top), Math.min(box.bottom, other.box.bottom)];
          const [left, right] = [Math.max(box.left, other.box.left), Math.min(box.right, other.box.right)];
          if (low - high > 3 && right - left > 1) found.push(`${own} over ${other.words}`);
        }
        if (out) found.push(`${own} sticks out`);
      }
    }
    return found;
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
    pages.index = bench.serve('index.html', renderIndex(frontOf(runs)));
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
    expect(await page.locator('table, section, li, svg').filter({ visible: false }).count()).toBe(0);
    expect(seen).toEqual([]);
  });

  test('explorer: without JavaScript it says that it needs some, and where everything is', async () => {
    const { page } = await visit(bench.browser, pages.explorer as string, { javaScriptEnabled: false });
    expect(await page.getByText('needs JavaScript').isVisible()).toBe(true);
    expect(await page.locator('a[href="index.html"]').isVisible()).toBe(true);
  });

  test('explorer: it opens on one group that compares, drawn beside its table, and wrong counts apart', async () => {
    const { page, seen } = await visit(bench.browser, pages.explorer as string);
    expect(await page.locator('#apart').innerText()).toBe('');
    const names = await page.locator('#rows tbody th').allInnerTexts();
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
    expect(await page.locator('#chart .dot').count()).toBe(names.length);
    expect(await page.locator('#rows').innerText()).not.toContain('✗');
    expect(await page.locator('#troubled tbody tr').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/unlocked\/plain\s+✗ lost/)]),
    );
    expect(seen).toEqual([]);
  });

  test('explorer: another pick keeps it comparable; to mix is said before and after', async () => {
    const { page, seen } = await visit(bench.browser, pages.explorer as string);
    const contenders = page.getByLabel('Contenders');
    const world = page.getByLabel('World');
    await world.selectOption('tasks');
    expect(await page.locator('#along').innerText()).toMatch(/Contenders is \d+ now/);
    expect((await rows(page)).length).toBeGreaterThan(1);
    expect(await page.locator('#apart').innerText()).toBe('');
    const mixing = contenders.locator('option', { hasText: 'mixes numbers of contenders' });
    expect(await mixing.count()).toBe(1);
    await contenders.selectOption({ label: (await mixing.innerText()).trim() });
    expect(await page.locator('#apart').innerText()).toContain('Mixed: contenders');
    expect(await page.locator('#chart').isVisible()).toBe(false);
    expect(seen).toEqual([]);
  });

  test('explorer: a row opens its cell, by keyboard, and gives the place back', async () => {
    const { page, seen } = await visit(bench.browser, pages.explorer as string);
    const opener = page.locator('#rows tbody button', { hasText: 'spinlock/ttas' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const cell = page.locator('#cell');
    expect(await cell.locator('h2').innerText()).toBe('spinlock/ttas');
    expect(await cell.locator('.dot').count()).toBe(20);
    const words = await cell.innerText();
    expect(words).toContain('exact; an exact count is promised here');
    expect(words).toMatch(/half within [\d.]+ [µn]s/);
    expect(words).toContain('npx contend run --strategies spinlock/ttas --worlds threads --threads 2');
    await page.keyboard.press('Escape');
    expect(await cell.isVisible()).toBe(false);
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.locator('#troubled tbody button', { hasText: 'unlocked/plain' }).click();
    expect(await cell.innerText()).toContain('✗ lost');
    expect(seen).toEqual([]);
  });

  test('explorer: a link to the view is given, and opens it', async () => {
    const { page } = await visit(bench.browser, pages.explorer as string);
    await page.getByLabel('World').selectOption('tasks');
    const shown = await rows(page);
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
    });
    await page.locator('#copy').click();
    const link = await page.getByLabel('Link to this view').inputValue();
    const { page: anew } = await visit(bench.browser, link);
    expect(await rows(anew)).toEqual(shown);
  });

  test('pictures: no words of a drawing lie over others, nor stick out of it', async () => {
    for (const name of ['index', 'history', 'explorer'] as const) {
      const { page } = await visit(bench.browser, pages[name] as string);
      await unfold(page);
      expect(await page.locator('svg text').count()).toBeGreaterThan(10);
      expect(await misplacedWords(page), name).toEqual([]);
    }
    const { page } = await visit(bench.browser, bench.serve('overlapping.html', OVERLAPPING));
    expect(await misplacedWords(page)).toEqual(['one over two', 'far sticks out']);
  });

  test('explorer: what is picked and sorted is shown, and its address brings it back', async () => {
    const { page, seen } = await visit(bench.browser, pages.explorer as string);
    const untouched = await rows(page);
    expect(untouched.length).toBeGreaterThan(5);
    for (const facet of ['Machine', 'Contenders', 'World']) await page.getByLabel(facet).selectOption('all');
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
    expect(await rows(anew)).toEqual(untouched);
    expect(seen).toEqual([]);
  });
});
