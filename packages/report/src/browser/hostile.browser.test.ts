import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE, hostileRecord } from '../fixture-hostile.ts';
import { renderReport } from '../html/report.ts';
import { describeInChromium } from './chromium.ts';
import { intruders, visit } from './visit.ts';

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

/** Sends a page what a hand could do: handlers of any element get their chance. */
function touch(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const element of document.querySelectorAll('main *'))
      for (const type of ['mouseover', 'focus', 'error', 'load'])
        element.dispatchEvent(new Event(type, { bubbles: true }));
    document.querySelector<HTMLButtonElement>('#view button[value="none"]')?.click();
    document.querySelector<HTMLButtonElement>('#view button[value="all"]')?.click();
  });
}

describeInChromium('pages of hostile records in Chromium', (bench) => {
  const pages: Record<string, { text: string; url: string; links: RegExp; scripts: number }> = {};
  const add = (name: string, text: string, links: RegExp, scripts = 2): void => {
    pages[name] = { text, url: bench.serve(name, text), links, scripts };
  };
  beforeAll(async () => {
    add('report.html', await renderReport(hostileRecord(), HOSTILE[0]), /^#[a-z]+$/);
  }, 120_000);

  describe.each(['report.html'])('%s', (name) => {
    const of = () => pages[name] as (typeof pages)[string];

    test('shows their strings and does nothing of what they ask', async () => {
      const { page, seen } = await visit(bench.browser, of().url);
      await touch(page);
      expect(await intruders(page, of().links, of().scripts)).toEqual([]);
      expect(seen).toEqual([]);
      expect(await page.locator('body').innerText()).toContain('<script>alert(1)</script>');
    });

    test('would not even run them as markup: the policy holds', async () => {
      const text = unescaped(of().text).replaceAll(REFRESH, '');
      const { page, seen } = await visit(bench.browser, bench.serve(`unescaped-${name}`, text));
      await touch(page);
      expect(await intruders(page, of().links, of().scripts)).not.toEqual([]);
      expect(seen.filter((each) => !/^(error|request): /.test(each))).toEqual([]);
      expect(seen.join('\n')).toContain('Content Security Policy');
    });

    test('without escaping and policy each kind of attack is seen', async () => {
      const broken = unescaped(of().text).replace(POLICY, '').replaceAll(REFRESH, '');
      expect(broken).not.toContain('Content-Security-Policy');
      const { page, seen } = await visit(bench.browser, bench.serve(`broken-${name}`, broken));
      await expect.poll(() => seen.map((each) => each.split(':')[0])).toContain('dialog');
      expect(seen.join('\n')).toContain('sent: https://example.org');
      const kinds = (await intruders(page, of().links, of().scripts)).map((each) => each.split(':')[0]);
      expect(new Set(kinds)).toEqual(new Set(['element', 'attribute', 'link', 'scripts', 'styles']));
    });

    test('without escaping alone it leaves: that is seen too', async () => {
      const { seen } = await visit(bench.browser, bench.serve(`leaving-${name}`, unescaped(of().text)));
      await expect.poll(() => seen.join('\n')).toMatch(/^(again|sent): /m);
    });

    test('on a phone the page does not move sideways', async () => {
      const { page } = await visit(bench.browser, of().url, { viewport: { width: 390, height: 844 } });
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('details')) each.open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });

    test('refuses a script, a handler, a picture and a frame that are put into it', async () => {
      const { page, seen } = await visit(bench.browser, of().url);
      const ran = await page.evaluate(async () => {
        const blocked: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
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
        await new Promise((resolve) => setTimeout(resolve, 200));
        return { title: document.title, blocked: [...new Set(blocked)].sort() };
      });
      expect(ran.title).not.toBe('ran');
      expect(ran.blocked).toEqual(['frame-src', 'img-src', 'script-src-attr', 'script-src-elem']);
      expect(seen.filter((each) => each.startsWith('sent'))).toEqual([]);
    });
  });
});
