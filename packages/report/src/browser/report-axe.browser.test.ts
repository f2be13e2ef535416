import { fileURLToPath } from 'node:url';
import type { Engine, Soak } from '@contend/documents';
import { type ContendRecord, readPaths } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { beforeAll, expect, test } from 'vitest';
import { syntheticHits } from '../fixtures/hits.ts';
import { hostileMachine } from '../fixtures/hostile.ts';
import { renderHits } from '../format/html/hits.ts';
import { renderReport } from '../format/html/report.ts';
import type { Others, Part } from '../model/machine.ts';
import { seriousFaults } from './axe.ts';
import { describeInChromium } from './chromium.ts';
import { visit } from './visit.ts';

const RESULTS = fileURLToPath(new URL('../../../../results', import.meta.url));
const VIEWS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
].flatMap((viewport) => (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })));

function committed(): ContendRecord {
  for (const found of readPaths([RESULTS])) if ('record' in found) return found.record;
  throw new Error('no record is committed');
}

/** For every section that a page can have; a few rows of each, as axe takes its time for each. */
function others(): Others {
  const all = hostileMachine().others;
  const cells = syntheticRecord({
    cells: [0, 100].map((outside) => ({
      ...({ strategy: 'a/b', world: 'threads', contenders: 2 } as const),
      ...{ ns: 200 + outside, workload: `sweep-${outside}` },
    })),
  }).cells;
  const faults = all.faults as Part;
  const part = { ...faults, record: { ...faults.record, cells, faults: faults.record.faults?.slice(0, 3) ?? null } };
  for (const cell of cells) {
    cell.explored = { verdict: 'violation', reached: null, states: 1, source: 'a/b', says: 'x' };
  }
  const [soak, engine] = [all.soak as Soak, all.engine as Engine];
  return {
    ...{ faults: part, sweep: part, 'mostly-read': null, distance: null, latency: null, explored: part },
    ...{
      soak: { ...soak, rows: soak.rows.slice(0, 3) },
      engine: { ...engine, rows: engine.rows.slice(0, 3) },
      hits: all.hits,
    },
  };
}

describeInChromium('the page of a machine under axe-core', (bench) => {
  const pages: Record<string, string> = {};
  beforeAll(async () => {
    pages.committed = bench.serve('committed.html', await renderReport(committed(), 'record.json'));
    pages.parts = bench.serve('parts.html', await renderReport(syntheticRecord({ blocks: 3 }), null, null, others()));
    pages.hits = bench.serve('hits.html', renderHits(syntheticHits()));
  }, 120_000);

  test.for(VIEWS.flatMap((view) => ['committed', 'parts', 'hits'].map((name) => ({ name, ...view }))))(
    '$name: nothing serious at $viewport.width pixels, $colorScheme',
    async ({ name, ...view }) => {
      const { page } = await visit(bench.browser, pages[name] as string, view);
      const unfold = () => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      };
      await page.evaluate(unfold);
      expect(await seriousFaults(page)).toEqual([]);
    },
  );

  test('nothing serious in what a page shows without its script', async () => {
    const { page } = await visit(bench.browser, pages.committed as string);
    // axe itself needs JavaScript, so that the page is only made to look as if it had none.
    await page.evaluate(() => document.documentElement.classList.remove('js'));
    expect(await page.locator('#view').isVisible()).toBe(false);
    expect(await seriousFaults(page)).toEqual([]);
  });

  test('what is serious would be found', async () => {
    const { page } = await visit(bench.browser, pages.committed as string);
    await page.evaluate(() => {
      document.querySelector('svg.plot')?.removeAttribute('aria-label');
      document.querySelector<HTMLElement>('h1')?.style.setProperty('color', '#ddd');
    });
    const found = (await seriousFaults(page)).map((fault) => fault.split(':')[0]);
    expect(found).toEqual(expect.arrayContaining(['color-contrast', 'svg-img-alt']));
  });
});
