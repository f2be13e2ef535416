import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE, hostileHits, hostileMachine, hostileRecord } from '../fixtures/hostile.ts';
import { renderHits } from '../format/html/hits.ts';
import { renderReport } from '../format/html/report.ts';
import { renderExplorer } from '../site/explorer-page.ts';
import { renderHistory } from '../site/history-page.ts';
import { frontOf, renderIndex } from '../site/index-page.ts';
import { runOf } from '../site/run.ts';
import { describeInChromium } from './chromium.ts';
import { intruders, visit } from './visit.ts';

const RUNTIME = { name: HOSTILE[0], version: HOSTILE[3], engine: HOSTILE[1], flags: [HOSTILE[4]] };
/** The one thing in the set that no policy in a page can forbid. */
const REFRESH = '<meta http-equiv=refresh content=0>';
const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** What the page would be if nothing were escaped. */
function unescaped(html: string): string {
  return (
    html
      .replaceAll('&lt;', '<')
      .replaceAll('&quot;', '"')
      .replaceAll('\\u003c', '<')
      // A comment would hide the rest.
      .replaceAll('<!--', '')
  );
}

/** And nothing held back; the page stays to be looked at. */
function broken(html: string): string {
  return unescaped(html).replace(POLICY, '').replaceAll(REFRESH, '');
}

interface Attacked {
  text: string;
  url: string;
  /** What its links may be. */
  links: RegExp;
  scripts: number;
}

/** Sends a page what a hand could do: handlers of any element get their chance. */
function touch(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const element of document.querySelectorAll('main *'))
      for (const type of ['mouseover', 'focus', 'error', 'load'])
        element.dispatchEvent(new Event(type, { bubbles: true }));
    for (const details of document.querySelectorAll('details')) details.open = true;
    for (const button of document.querySelectorAll('button')) button.click();
    for (const box of document.querySelectorAll('input')) box.click();
    for (const select of document.querySelectorAll('select')) {
      for (const { value } of select.options) {
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        document.querySelector<HTMLElement>('#rows tbody button, #troubled tbody button')?.click();
      }
    }
  });
}

describeInChromium('pages of hostile records in Chromium', (bench) => {
  const pages: Record<string, Attacked> = {};
  const add = (name: string, text: string, links: RegExp, scripts = 2): void => {
    pages[name] = { text, url: bench.serve(name, text), links, scripts };
  };
  beforeAll(async () => {
    const record = hostileRecord();
    const runs = [
      runOf(record),
      runOf({ ...record, startedAt: '2026-05-01T00:00:00.000Z', runtime: RUNTIME }),
    ] as const;
    const links = /^(#[\w-]+|(\.\.\/|[a-z0-9-]+\/)?(index|explorer|report|history)\.html)$/;
    add('report.html', await renderReport(record, HOSTILE[0]), /^#[a-z]+$/);
    add('index.html', renderIndex(frontOf(runs)), links, 0);
    add('history.html', renderHistory(runs, HOSTILE[0]), links, 0);
    add('explorer.html', await renderExplorer(runs), links);
    const { record: own, others } = hostileMachine();
    add('machine.html', await renderReport(own, HOSTILE[0], null, others), /^(#[a-z]+|hits\.html)$/);
    add('hits.html', renderHits(hostileHits()), /^#[a-z]+$/, 0);
  }, 120_000);

  describe.each(['report.html', 'machine.html', 'hits.html', 'index.html', 'history.html', 'explorer.html'])(
    '%s',
    (name) => {
      const of = () => pages[name] as Attacked;

      test('shows their strings, on a phone too, and does nothing of what they ask', async () => {
        const { page, seen } = await visit(bench.browser, of().url);
        expect(await page.locator('body').innerText()).toContain('<script>alert(1)</script>');
        expect(await intruders(page, of().links, of().scripts)).toEqual([]);
        await touch(page);
        expect(await intruders(page, of().links, of().scripts)).toEqual([]);
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(seen).toEqual([]);
      });

      test('would not even run them as markup: the policy holds', async () => {
        const text = unescaped(of().text).replaceAll(REFRESH, '');
        const { page, seen } = await visit(bench.browser, bench.serve(`unescaped-${name}`, text));
        await touch(page);
        expect(await intruders(page, of().links, of().scripts)).not.toEqual([]);
        expect(seen.filter((each) => !/^(error|request): /.test(each))).toEqual([]);
        await expect.poll(() => seen.join('\n')).toContain('Content Security Policy');
      });

      test('without escaping and policy the attack is seen', async () => {
        const { page, seen } = await visit(bench.browser, bench.serve(`broken-${name}`, broken(of().text)));
        await expect.poll(() => seen).toContain('dialog: 1');
        expect(await intruders(page, of().links, of().scripts)).not.toEqual([]);
      });

      test('refuses a script, a handler, a picture and a frame that are put into it', async () => {
        const { page, seen } = await visit(bench.browser, of().url);
        const put = await page.evaluateHandle(() => {
          const blocked = new Set<string>();
          document.addEventListener('securitypolicyviolation', (event) => blocked.add(event.effectiveDirective));
          const script = document.createElement('script');
          script.textContent = 'document.title = "ran"';
          const far = document.createElement('script');
          far.src = 'https://example.org/x.js';
          const button = document.createElement('button');
          button.setAttribute('onclick', 'document.title = "ran"');
          const picture = document.createElement('img');
          picture.src = 'https://example.org/x.png';
          const frame = document.createElement('iframe');
          frame.src = 'https://example.org/';
          document.body.append(script, far, button, picture, frame);
          button.click();
          return blocked;
        });
        const refused = (): Promise<string[]> => put.evaluate((blocked) => [...blocked].sort());
        await expect.poll(refused).toEqual(['frame-src', 'img-src', 'script-src-attr', 'script-src-elem']);
        expect(await page.title()).not.toBe('ran');
        expect(seen.filter((each) => each.startsWith('sent'))).toEqual([]);
      });
    },
  );

  test('of what a report without escaping and policy does each kind is seen', async () => {
    const { text, links, scripts } = pages['report.html'] as Attacked;
    const { page, seen } = await visit(bench.browser, bench.serve('each-kind.html', broken(text)));
    await expect.poll(() => seen).toContain('dialog: 1');
    await expect.poll(() => seen.join('\n')).toContain('sent: https://example.org');
    const kinds = (await intruders(page, links, scripts)).map((each) => each.split(':')[0]);
    expect(new Set(kinds)).toEqual(new Set(['element', 'attribute', 'link', 'scripts', 'styles']));
  });

  test('a page that leads away is seen', async () => {
    const { text } = pages['report.html'] as Attacked;
    const { seen } = await visit(bench.browser, bench.serve('leading-away.html', unescaped(text)));
    await expect.poll(() => seen.join('\n')).toMatch(/^(again|sent): /m);
  });
});
