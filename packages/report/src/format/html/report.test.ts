import { createHash } from 'node:crypto';
import { plainText } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE, hostileHits, hostileMachine, hostileRecord } from '../../fixtures/hostile.ts';
import { renderHits } from './hits.ts';
import { renderReport } from './report.ts';

interface Tag {
  name: string;
  attributes: Map<string, string>;
}

/** Every tag of a document, and what is left without them. Scripts and styles, which hold no markup, are left out first. */
function parse(html: string): { tags: Tag[]; text: string } {
  const tags: Tag[] = [];
  const text = html
    .replace(/(<(script|style)\b[^>]*>)[\s\S]*?(<\/\2>)/g, '$1$3')
    .replace(/<(\/?[a-z][\w:]*|!doctype)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi, (_, name, rest) => {
      const attributes = [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(
        ([, key, value]) => [key, value ?? ''] as const,
      );
      if (!name.startsWith('/')) tags.push({ name, attributes: new Map(attributes) });
      return '';
    });
  return { tags, text };
}

const elements = new Set(
  'html head meta title style body main header h1 h2 h3 p nav a section ul li strong code pre details summary div table caption thead tbody tr th td figure figcaption form fieldset legend label input button select option svg g path line polyline rect circle text tspan script !doctype'.split(
    ' ',
  ),
);

let page: string;
let hostile: string;
let machine: string;
beforeAll(async () => {
  const { record, others } = hostileMachine();
  [page, hostile, machine] = await Promise.all([
    renderReport(syntheticRecord(), 'record.json'),
    renderReport(hostileRecord(), null),
    renderReport(record, null, null, others),
  ]);
});

describe.each([
  ['a hostile record', () => hostile, 2],
  ['a hostile machine, whose parts are other records', () => machine, 2],
  ['a hostile hit counter', () => renderHits(hostileHits()), 0],
] as const)('%s', (_, hostileOf, scripts) => {
  let hostile: string;
  beforeAll(() => {
    hostile = hostileOf();
  });

  test('becomes no markup, and is there to be read all the same', () => {
    const { tags, text } = parse(hostile);
    // Vega names one of its elements <title>, as SVG does.
    expect([...new Set(tags.map(({ name }) => name))].filter((name) => !elements.has(name))).toEqual([]);
    expect(/<|on\w+="/.exec(text)).toBeNull();
    expect(tags.filter(({ name }) => name === 'script')).toHaveLength(scripts);
    for (const string of HOSTILE) {
      // Preact leaves what cannot begin markup as it is.
      const escaped = plainText(string).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
      expect(hostile.includes(escaped), string).toBe(true);
    }
  });

  test('becomes no attribute that runs, loads, links or styles', () => {
    for (const { name, attributes } of parse(hostile).tags) {
      for (const [key, value] of attributes) {
        expect(key, `<${name} ${key}>`).not.toMatch(/^on|^src|^style$|^action$|^xlink:href$/i);
        if (key === 'href') expect(value).toMatch(/^(#[a-z]+|hits\.html)$/);
        if (key === 'data-range') expect(value).toMatch(/^[\d.e+-]+_[\d.e+-]+$/);
        else if (key === 'data-head') expect(value).toMatch(/^[\w ./-]*$/);
        else if (key === 'id' || key === 'class' || key.startsWith('data-')) expect(value).toMatch(/^[\w -]*$/);
      }
    }
  });

  test.skipIf(scripts === 0)('cannot end the element that holds its data', () => {
    const [, data] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(hostile) ?? [];
    expect(JSON.parse(data ?? '').charts.looks.map(({ name }: { name: string }) => name)).toContain(
      '<script>alert(1)</script>',
    );
  });

  test('the checks above would see markup', () => {
    const broken = hostile.replace('<h2', '<iframe src="x"></iframe><h2');
    expect(parse(broken).tags.some(({ name }) => !elements.has(name))).toBe(true);
    expect(parse(hostile.replace('<h2', '< img <h2')).text).toMatch(/</);
  });
});

describe('the policy', () => {
  test('allows the style and the script of the page by their hashes, and nothing else', () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const hash = (text: string | undefined) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`;
    const style = hash(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1]);
    const script = hash(/<script type="module">([\s\S]*?)<\/script>/.exec(page)?.[1]);
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${style}`,
      `script-src ${script}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });
});

test('what is told stands in the order in which a reader needs it', () => {
  const ids = [...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(['recommendation', 'counts', 'cost', 'hidden', 'differences', 'reading', 'reproduce', 'host']);
  expect(hostile).toContain('<section id="faults"');
});

test('a machine whose hit counter was measured leads to its page, and another does not', () => {
  expect(machine).toContain('<a href="hits.html">');
  expect(page).not.toContain('hits.html');
});

test('every picture has a name for who does not see it, and every table a caption', () => {
  const { tags } = parse(page);
  const pictures = tags.filter(({ attributes }) => attributes.get('role') === 'img');
  expect(pictures.length).toBeGreaterThan(3);
  for (const { attributes } of pictures) expect(attributes.get('aria-label')).toBeTruthy();
  const count = (name: string) => tags.filter((tag) => tag.name === name).length;
  expect(count('caption')).toBe(count('table'));
  expect(count('table')).toBeGreaterThan(5);
});

test('the same record gives the same page', async () => {
  expect((await renderReport(syntheticRecord(), 'record.json')) === page).toBe(true);
});

test('a record without a single cell is still a page', async () => {
  const empty = await renderReport(syntheticRecord({ cells: [] }), null);
  expect(empty).toContain('0 of 0 cells counted exactly');
  expect(/NaN|Infinity|undefined/.exec(empty.replace(/<script[\s\S]*?<\/script>/g, ''))).toBeNull();
});
