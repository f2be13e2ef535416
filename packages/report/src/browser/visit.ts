/** A page that is watched from before its first byte: whatever it does beyond being read is seen. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/**
 * `dialog: 1`, `error: …`, `window: …`, `request: https://…` as soon as it is tried, `sent: https://…` where no policy kept it,
 * `again: …` for the page itself. A page that only shows itself leaves none.
 */
export type Seen = string[];

export interface Visit {
  page: Page;
  seen: Seen;
}

/** Nothing that the page asks for beyond files is let out of the machine. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const seen: Seen = [];
  const own = new URL(url).pathname;
  let loaded = false;
  await context.route(/^(?!file:|data:|about:)/, (route) => {
    seen.push(`sent: ${route.request().url()}`);
    return route.abort();
  });
  context.on('request', (request) => {
    if (new URL(request.url()).pathname !== own) seen.push(`request: ${request.url()}`);
    else if (loaded) seen.push(`again: ${request.url()}`);
    loaded = true;
  });
  context.on('page', (other) => seen.push(`window: ${other.url()}`));
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.push(`error: ${message.text()}`);
  });
  await page.goto(url);
  return { page, seen };
}

const ELEMENTS =
  'html head meta title style body main header h1 h2 h3 p nav a section ul li strong code pre details summary div table caption thead tbody tr th td figure figcaption form dialog dl dt dd h4 fieldset legend label input button select option svg g path line polyline rect circle text tspan script'.split(
    ' ',
  );

/**
 * What stands in a document that contend does not put there: elements that it never makes, more scripts and styles than
 * its own, attributes that run, load or style, and links that lead elsewhere.
 *
 * @param links what a link may be
 * @param scripts how many there are
 */
export function intruders(page: Page, links: RegExp, scripts: number): Promise<string[]> {
  return page.evaluate(
    ({ elements, links, scripts }) => {
      const found: string[] = [];
      for (const element of document.querySelectorAll('*')) {
        if (!elements.includes(element.localName)) found.push(`element: ${element.localName}`);
        for (const { name, value } of element.attributes) {
          if (/^(on|src|srcdoc|srcset|action|formaction|data$|poster|ping|background)/i.test(name) || name === 'style')
            found.push(`attribute: ${element.localName} ${name}`);
          if (/href$/i.test(name) && !new RegExp(links).test(value)) found.push(`link: ${value}`);
        }
      }
      const count = (name: string): number => document.querySelectorAll(name).length;
      if (count('script') !== scripts) found.push(`scripts: ${count('script')}`);
      if (count('style') !== 1) found.push(`styles: ${count('style')}`);
      return found;
    },
    { elements: ELEMENTS, links: links.source, scripts },
  );
}
