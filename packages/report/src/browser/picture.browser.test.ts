import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileHits, hostileRecord } from '../fixtures/hostile.ts';
import { writeCharts } from '../write.ts';
import { writeHits } from '../write-hits.ts';
import { describeInChromium } from './chromium.ts';
import { visit } from './visit.ts';

const ROOT = new URL('../../../../', import.meta.url);
/** What the README shows: paths within this repository. */
const SHOWN = [...readFileSync(new URL('README.md', ROOT), 'utf8').matchAll(/!\[[^\]]+\]\(([^):]+\.svg)\)/g)].map(
  ([, path]) => new URL(path as string, ROOT).href,
);
/** Grounds of GitHub's pages. */
const [LIGHT, DARK] = ['#ffffff', '#0d1117'] as const;

describeInChromium('pictures in Chromium', (bench) => {
  let folder: string;
  let hostile: string[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'contend-pictures-'));
    const paths = [...(await writeCharts(hostileRecord(), folder)), ...(await writeHits(hostileHits(), folder))];
    hostile = paths.filter((path) => path.endsWith('.svg')).map((path) => pathToFileURL(path).href);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const strangers = `[...document.querySelectorAll('*')].flatMap((element) => [
    ...(['svg', 'g', 'rect', 'path', 'line', 'polyline', 'circle', 'text', 'title'].includes(element.localName) ? [] : [element.localName]),
    ...[...element.attributes].map(({ name }) => name).filter((name) => /^on|href|src|style/i.test(name)),
  ])`;

  test('opened by themselves, of a hostile record, are drawings and nothing else', async () => {
    expect(hostile.map((url) => basename(url))).toEqual(
      expect.arrayContaining(['throughput.svg', 'lost.svg', 'gap.svg', 'hits-speed.svg', 'hits-lost.svg']),
    );
    for (const url of hostile) {
      const { page, seen } = await visit(bench.browser, url);
      expect(await page.evaluate(strangers), url).toEqual([]);
      expect(await page.evaluate('document.querySelectorAll("text").length'), url).toBeGreaterThan(5);
      expect(seen, url).toEqual([]);
    }
  });

  test('the check above would see a script, a handler and a link', async () => {
    const svg = readFileSync(new URL(hostile[0] as string), 'utf8');
    const attack = '<script>alert(1)</script><a href="javascript:alert(1)" onclick="alert(1)"><text>x</text></a></svg>';
    const { page, seen } = await visit(bench.browser, bench.serve('attack.svg', svg.replace('</svg>', attack)));
    expect(await page.evaluate(strangers)).toEqual(['script', 'a', 'href', 'onclick']);
    expect(seen).toEqual(['dialog: 1']);
  });

  test('those of the README look the same on light and on dark ground, and are legible there', async () => {
    expect(SHOWN.length).toBeGreaterThanOrEqual(2);
    const { page } = await visit(bench.browser, bench.serve('blank.html', '<!doctype html><title>x</title>'));
    for (const url of SHOWN) {
      const svg = readFileSync(new URL(url)).toString('base64');
      const { width, differing, dark } = await page.evaluate(
        async ({ svg, grounds }) => {
          const image = new Image();
          image.src = `data:image/svg+xml;base64,${svg}`;
          await image.decode();
          const on = (ground: string): Uint8ClampedArray => {
            const canvas = document.createElement('canvas');
            Object.assign(canvas, { width: image.width, height: image.height });
            const context = canvas.getContext('2d') as CanvasRenderingContext2D;
            context.fillStyle = ground;
            context.fillRect(0, 0, image.width, image.height);
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, image.width, image.height).data;
          };
          const [light, night] = grounds.map(on) as [Uint8ClampedArray, Uint8ClampedArray];
          let [differing, dark] = [0, 0];
          for (let i = 0; i < light.length; i += 4) {
            if (light[i] !== night[i]) differing++;
            if ((night[i] as number) < 100 && light[i] === night[i]) dark++;
          }
          return { width: image.width, differing, dark };
        },
        { svg, grounds: [LIGHT, DARK] },
      );
      expect(width, url).toBeGreaterThan(300);
      // Round corners of a card; and its ink, which is dark on its own light ground.
      expect(differing, url).toBeLessThan(4 * 10 * 10);
      expect(dark, url).toBeGreaterThan(500);
    }
  });
});
