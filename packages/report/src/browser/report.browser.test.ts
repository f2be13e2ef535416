import { fileURLToPath } from 'node:url';
import { type ContendRecord, readPaths } from '@contend/record';
import { SYNTHETIC_CELLS, syntheticRecord } from '@contend/record/fixture';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { renderReport } from '../format/html/report.ts';
import { NO_OTHERS } from '../model/machine.ts';
import { describeInChromium } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { visit } from './visit.ts';

const RESULTS = fileURLToPath(new URL('../../../../results', import.meta.url));

function committed(): ContendRecord {
  for (const found of readPaths([RESULTS])) if ('record' in found) return found.record;
  throw new Error('no record is committed');
}

/** Two workloads, two worlds, a sweep, faults, wrong counts and a crash: everything that a page can show. */
function everything(): ContendRecord {
  const record = syntheticRecord({
    cells: [
      ...SYNTHETIC_CELLS,
      ...SYNTHETIC_CELLS.map((cell) => ({ ...cell, workload: 'typical' })),
      ...[0, 1_000, 100_000].map((outside) => ({
        strategy: 'atomic/add',
        world: 'threads' as const,
        contenders: 2,
        ns: 20 + outside,
        workload: `sweep-${outside}`,
      })),
    ],
    blocks: 6,
  });
  record.faults = (['recovered', 'stuck'] as const).map((outcome) => ({
    strategy: 'atomic/add',
    strategyVersion: '0.1.0',
    guest: false,
    world: 'threads',
    contenders: 2,
    runtime: 'node',
    fault: outcome === 'stuck' ? 'forget' : 'kill',
    outcome,
    expected: 'recovered',
    seconds: 1,
    operations: 10,
    observed: 10,
    unknown: null,
    trials: 1,
    alike: 1,
    reason: null,
    reproduce: 'npx contend run --faults',
  }));
  return record;
}

/** Resolves when the page has taken note of it: its listener is older than this one. */
function goToHash(page: Page, hash: string): Promise<void> {
  return page.evaluate(
    (hash) =>
      new Promise<void>((resolve) => {
        addEventListener('hashchange', () => resolve(), { once: true });
        location.hash = hash;
      }),
    hash,
  );
}

/** What is picked, and what is therefore shown. */
function shown(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const all = <E extends Element>(selector: string): E[] => [...document.querySelectorAll<E>(selector)];
    return {
      boxes: all<HTMLInputElement>('#view input').map((box) => box.checked),
      selects: all<HTMLSelectElement>('#view select').map((select) => select.value),
      drawings: all('[data-drawing]').map((place) => place.innerHTML),
      rows: all('[data-strategy]').map((row) => row.checkVisibility()),
    };
  });
}

const marks = (page: Page): Promise<number> => page.locator('[data-drawing="throughput"] .mark').count();

describeInChromium('the report of a machine in Chromium', (bench) => {
  const pages: Record<string, string> = {};
  beforeAll(async () => {
    pages.committed = bench.serve('committed.html', await renderReport(committed(), 'record.json'));
    pages.everything = bench.serve('everything.html', await renderReport(everything(), 'record.json'));
    const record = syntheticRecord({
      cells: [2, 4, 8].flatMap((contenders) =>
        ['mostly-read-10', 'mostly-read-1000'].map((workload) => ({
          ...{ strategy: 'a/b', world: 'threads' as const, contenders, ns: 300, workload },
        })),
      ),
    });
    const others = { ...NO_OTHERS, 'mostly-read': { record, file: null } };
    pages.wide = bench.serve('wide.html', await renderReport(everything(), null, null, others));
    pages.empty = bench.serve('empty.html', await renderReport(syntheticRecord({ cells: [] }), null));
  }, 120_000);
  const both = ['committed', 'everything'] as const;

  test.each([...both, 'empty'])('%s: shows itself without an error, and asks nobody for anything', async (name) => {
    const { page, seen } = await visit(bench.browser, pages[name] as string);
    expect(await page.locator('h2').count()).toBeGreaterThan(3);
    expect(await page.locator('html.js').count()).toBe(1);
    expect(seen).toEqual([]);
  });

  test('what is picked is what pictures, tables and legends show', async () => {
    const { page, seen } = await visit(bench.browser, pages.everything as string);
    const before = await marks(page);
    const first = page.locator('#view input[name="strategy"]').first();
    await first.uncheck();
    const fewer = await marks(page);
    expect(fewer).toBeLessThan(before);
    expect(await page.locator('[data-strategy="0"]:visible').count()).toBe(0);
    expect(await page.locator('[data-strategy="1"]:visible').count()).toBeGreaterThan(0);
    await first.check();
    expect(await marks(page)).toBe(before);

    await page.locator('#view input[name="world"]').first().uncheck();
    expect(await marks(page)).toBeLessThan(before);
    expect(await page.locator('[data-world="0"]:visible').count()).toBe(0);
    await page.locator('#view input[name="world"]').first().check();

    for (const details of await page.locator('summary').all()) await details.click();
    const workload = page.locator('#view select[name="workload"]');
    const other = (await workload.inputValue()) === '0' ? '1' : '0';
    await workload.selectOption(other);
    expect(await page.locator(`[data-workload="${other}"]:visible`).count()).toBeGreaterThan(0);
    expect(await page.locator(`[data-workload="${1 - Number(other)}"]:visible`).count()).toBe(0);

    const drawing = () => page.locator('[data-drawing="throughput"]').innerHTML();
    const logarithmic = await drawing();
    await page.locator('#view select[name="scale"]').selectOption('linear');
    expect(await drawing()).not.toBe(logarithmic);

    await page.getByRole('button', { name: 'none' }).click();
    expect(await marks(page)).toBe(0);
    expect(await page.getByText('Nothing of what is picked').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'all', exact: true }).click();
    expect(await marks(page)).toBeGreaterThan(0);
    expect(seen).toEqual([]);
  });

  test('an address brings back what was picked: anew, after a reload and when it changes', async () => {
    const { page } = await visit(bench.browser, pages.everything as string);
    const untouched = await shown(page);
    await page.locator('#view input[name="strategy"]').nth(1).uncheck();
    await page.locator('#view input[name="world"]').nth(1).uncheck();
    await page.locator('#view select[name="workload"]').selectOption({ index: 1 });
    await page.locator('#view select[name="scale"]').selectOption('linear');
    const picked = await shown(page);
    expect(picked).not.toEqual(untouched);
    const address = page.url();
    expect(address).toContain('#');

    const { page: anew, seen } = await visit(bench.browser, address);
    expect(await shown(anew)).toEqual(picked);
    await anew.reload();
    expect(seen).toEqual([`again: ${address.split('#')[0]}`]);
    expect(await shown(anew)).toEqual(picked);
    await goToHash(anew, '');
    expect(await shown(anew)).toEqual(untouched);
    await goToHash(anew, 'only=%00%ff&without=zzzz&worlds=&workload=__proto__&scale=x');
    expect(await marks(anew)).toBe(0);
    expect(seen).toHaveLength(1);
  });

  test('zoom: by dragging over a picture, by keyboard, in the address, on paper, and back to the whole', async () => {
    const { page, seen } = await visit(bench.browser, pages.everything as string);
    const whole = await shown(page);
    const range = async () => {
      const text = await page.locator('[data-drawing="throughput"] svg.plot').first().getAttribute('data-range');
      return (text ?? '').split('_').map(Number) as [number, number];
    };
    const ratio = async () => (([low, high]) => high / low)(await range());
    const before = await ratio();
    const all = await marks(page);

    const plot = page.locator('[data-drawing="throughput"] svg.plot').first();
    await plot.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await plot.boundingBox()) as NonNullable<
      Awaited<ReturnType<typeof plot.boundingBox>>
    >;
    const drag = async (from: number, to: number) => {
      await page.mouse.move(x + width / 2, y + height * from);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + height * to, { steps: 4 });
      expect(await page.locator('.dragged').count()).toBe(1);
      await page.mouse.up();
      expect(await page.locator('.dragged').count()).toBe(0);
    };
    await drag(0.3, 0.31);
    expect(await shown(page)).toEqual(whole);
    await drag(0.2, 0.6);
    const dragged = await ratio();
    expect(dragged).toBeLessThan(before);
    expect(await marks(page)).toBeLessThan(all);
    // Every panel has the axis, and what is picked afterwards keeps it.
    const zoomed = await range();
    await page.locator('#view input[name="strategy"]').first().uncheck();
    expect(await range()).toEqual(zoomed);
    await page.locator('#view input[name="strategy"]').first().check();

    await page.getByRole('button', { name: 'closer' }).focus();
    await page.keyboard.press('Enter');
    const closest = await ratio();
    expect(closest).toBeLessThan(dragged);

    const { page: anew } = await visit(bench.browser, page.url());
    expect(await shown(anew)).toEqual(await shown(page));
    await anew.emulateMedia({ media: 'print' });
    const drawn = (on: Page) =>
      on.locator('[data-drawing]').evaluateAll((places) => places.map((each) => each.innerHTML));
    expect(await drawn(anew)).toEqual(await drawn(page));
    expect((await anew.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');

    await page.getByRole('button', { name: 'back' }).click();
    expect(await ratio()).toBeGreaterThan(closest);
    await page.getByRole('button', { name: 'whole' }).click();
    expect(await shown(page)).toEqual(whole);
    expect(await page.getByRole('button', { name: 'back' }).isDisabled()).toBe(true);

    for (const hostile of ['zoom=1e999_2', 'zoom=%3Cscript%3E_1', 'zoom=-1_5', 'zoom=3_3', 'zoom=__proto__']) {
      await goToHash(page, hostile);
      expect(await shown(page)).toEqual(whole);
    }
    expect(seen).toEqual([]);
  });

  test('by keyboard alone: every control in its order, in sight and marked; space and enter work', async () => {
    const { page } = await visit(bench.browser, pages.everything as string);
    const expected = await page.evaluate(() => {
      const all = [
        ...document.querySelectorAll<HTMLElement>(
          'a[href], button:not(:disabled), input, select, summary, [tabindex="0"]',
        ),
      ];
      for (const [index, each] of all.entries()) each.dataset.stop = String(index);
      return all.filter((each) => each.checkVisibility()).map((each) => Number(each.dataset.stop));
    });
    expect(expected.length).toBeGreaterThan(30);
    const stops: number[] = [];
    const unmarked: string[] = [];
    for (const _ of expected) {
      await page.keyboard.press('Tab');
      const { stop, fault } = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const { top, bottom } = element.getBoundingClientRect();
        const marked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        const inSight = bottom > 0 && top < innerHeight;
        return {
          stop: Number(element.dataset.stop ?? -1),
          fault: marked && inSight ? null : `${element.outerHTML.slice(0, 80)}: ${outlineStyle}, ${inSight}`,
        };
      });
      stops.push(stop);
      if (fault !== null) unmarked.push(fault);
    }
    expect(stops).toEqual(expected);
    expect(unmarked).toEqual([]);

    const box = page.locator('#view input[name="strategy"]').first();
    await box.focus();
    await page.keyboard.press('Space');
    expect(await box.isChecked()).toBe(false);
    await page.getByRole('button', { name: 'none' }).focus();
    await page.keyboard.press('Enter');
    expect(await marks(page)).toBe(0);
    const scale = page.locator('#view select[name="scale"]');
    await scale.focus();
    await page.keyboard.press('ArrowDown');
    expect(await scale.inputValue()).toBe('linear');
    const details = page.locator('details').first();
    await details.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await details.evaluate((element) => (element as HTMLDetailsElement).open)).toBe(true);
  });

  test.each(both)('%s: without JavaScript everything is there to be read', async (name) => {
    const { page, seen } = await visit(bench.browser, pages[name] as string, { javaScriptEnabled: false });
    expect(await page.locator('#view').isVisible()).toBe(false);
    expect(await page.locator('[data-drawing="throughput"] .mark:visible').count()).toBeGreaterThan(3);
    expect(await page.locator('section:visible').count()).toBe(await page.locator('section').count());
    expect(await page.locator('tr[hidden]').count()).toBe(0);
    for (const details of await page.locator('summary').all()) await details.click();
    const tables = await page.locator('.table').count();
    expect(tables).toBeGreaterThan(5);
    expect(await page.locator('.table:visible').count()).toBe(tables);
    expect(seen).toEqual([]);
  });

  test.each(both)('%s: on a phone the page does not move sideways', async (name) => {
    const { page } = await visit(bench.browser, pages[name] as string, { viewport: { width: 390, height: 844 } });
    for (const details of await page.locator('summary').all()) await details.click();
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(390);
    await page.evaluate(() => {
      document.body.style.minWidth = '391px';
    });
    expect(await width()).toBeGreaterThan(390);
  });

  test.each([...both, 'wide'])(
    '%s: on a phone every drawing has its width, and words that can be read',
    async (name) => {
      const { page } = await visit(bench.browser, pages[name] as string, { viewport: { width: 390, height: 844 } });
      const drawings = await page.evaluate(() =>
        [...document.querySelectorAll<SVGSVGElement>('svg.plot')].map((svg) => {
          const { left, right, top } = svg.getBoundingClientRect();
          const font = Number(svg.getAttribute('font-size')) * (svg.getScreenCTM()?.a ?? 0);
          return { left, right, top, font };
        }),
      );
      expect(drawings.length).toBeGreaterThan(2);
      expect(drawings.filter(({ left, right, font }) => left < 0 || right > 390 || font < 9.5)).toEqual([]);
      expect(new Set(drawings.map(({ top }) => top)).size).toBe(drawings.length);
      expect(
        await page.locator('.panels').evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth)),
      ).toEqual([]);
    },
  );

  test('what is not picked goes from the sweep, and comes back', async () => {
    const { page } = await visit(bench.browser, pages.everything as string);
    const marks = page.locator('#sweep svg.plot .mark:visible');
    const all = await marks.count();
    expect(all).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'none' }).click();
    expect(await marks.count()).toBe(0);
    await page.getByRole('button', { name: 'all', exact: true }).click();
    expect(await marks.count()).toBe(all);
  });

  test.each(['light', 'dark'] as const)('%s: every text stands out from its ground', async (colorScheme) => {
    const { page } = await visit(bench.browser, pages.everything as string, { colorScheme });
    for (const details of await page.locator('summary').all()) await details.click();
    expect(await faintTexts(page)).toEqual([]);
    await page.locator('h1').evaluate((title) => {
      (title as HTMLElement).style.color = 'rgb(128 128 128 / 0.5)';
    });
    expect((await faintTexts(page)).join()).toContain('What locks cost here');
  });

  test.each(both)('%s: every chart has a name, and a table that says the same', async (name) => {
    const { page } = await visit(bench.browser, pages[name] as string);
    const charts = await page.evaluate(() =>
      [...document.querySelectorAll('svg')]
        .filter((svg) => svg.closest('[aria-hidden="true"]') === null)
        .map((svg) => ({
          name: svg.closest('[role="img"]')?.getAttribute('aria-label') ?? '',
          section: svg.closest('section')?.id ?? '',
          tables: svg.closest('section')?.querySelectorAll('table').length ?? 0,
        })),
    );
    expect(charts.length).toBeGreaterThan(2);
    expect(charts.filter((chart) => chart.name.length < 10 || chart.tables === 0)).toEqual([]);
  });

  test.each(both)('%s: on paper nothing is cut off and nothing is left out', async (name) => {
    // A4 without the margins that Chromium leaves.
    const { page } = await visit(bench.browser, pages[name] as string, { viewport: { width: 718, height: 1047 } });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('main, p, pre, table, svg, li')]
        .filter((element) => element.checkVisibility())
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map(
          (element) =>
            `${element.localName} ${Math.round(element.getBoundingClientRect().right)}: ${element.textContent?.slice(0, 60)}`,
        ),
    );
    expect(outside).toEqual([]);
    const folded = page.locator('details > :not(summary):not([hidden])');
    expect(await folded.count()).toBeGreaterThan(3);
    expect(await folded.filter({ visible: false }).count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    const pdf = await page.pdf({ format: 'A4', margin: { top: '10mm', right: '10mm', bottom: '10mm', left: '10mm' } });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
  });
});
