import type { ContendRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { gapChart } from '../charts/gap.ts';
import { lostChart } from '../charts/lost.ts';
import type { Picture } from '../charts/picture.ts';
import { sweepChart } from '../charts/series.ts';
import { throughputChart } from '../charts/throughput.ts';
import { shape } from '../client/shape.ts';
import { toSvg } from './svg.ts';

const EMPTY = { throughputChart, lostChart, gapChart };
const CHARTS = { ...EMPTY, sweepOf };
/** A chart of the record as if all of it were one step of a sweep. */
function sweepOf(record: ContendRecord): Picture {
  const name = 'sweep-<script>';
  return sweepChart({
    ...record,
    plan: {
      ...record.plan,
      workloads: [
        {
          name,
          insideNs: 100,
          outsideNs: 0,
          readsPerWrite: 0,
          inFlight: 1,
          distanceMs: null,
          insideSteps: 100,
          outsideSteps: 0,
        },
      ],
    },
    cells: record.cells.map((cell) => ({ ...cell, workload: name })),
  }) as Picture;
}

const ELEMENTS = new Set(['svg', 'g', 'rect', 'path', 'line', 'polyline', 'circle', 'text', 'title']);

/** Every tag of a document, and what is left between them; anything that is not a whole tag stays in the text. */
function parse(svg: string): { elements: Set<string>; attributes: Set<string>; text: string } {
  const elements = new Set<string>();
  const attributes = new Set<string>();
  const text = svg.replace(/<\/?([A-Za-z:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*\/?>/g, (_, element, rest) => {
    elements.add(element);
    for (const [, name] of rest.matchAll(/([\w:-]+)="/g)) attributes.add(name);
    return '';
  });
  return { elements, attributes, text };
}

const HOSTILE = [
  '<script>alert(1)</script>',
  ']]>',
  '"><img src=x onerror=alert(1)>',
  "'/><a href='javascript:alert(1)'>",
  '&lt;b&gt; &#60;i&#62;',
  '\u0000\u0008\u{1b}[31m\u{ffff}\ud800',
  '__proto__',
  'constructor',
  'toString',
  "names[0] + datum['look']",
  '"] + alert(1) + ["',
];

describe.each(Object.entries(CHARTS))('%s', (_, chart) => {
  test('no string of a record becomes markup', () => {
    const record = syntheticRecord({
      cells: HOSTILE.flatMap((strategy) =>
        [1, 2].map((contenders) => ({ strategy, world: 'threads' as const, contenders, ns: 10 })),
      ),
    });
    for (const cell of record.cells) cell.world = '<script>world</script>';
    for (const cell of record.cells) cell.workload = '<script>workload</script>';
    record.host.cpu.model = '<script>cpu</script>';
    record.runtime.name = '"><script>';
    record.startedAt = '<script>';
    const { elements, attributes, text } = parse(toSvg(chart(record)));
    expect([...elements].filter((element) => !ELEMENTS.has(element))).toEqual([]);
    expect([...attributes].filter((attribute) => /^on|href|style|src/i.test(attribute))).toEqual([]);
    expect(text.match(/[<>]/)).toBeNull();
    expect(text.match(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u)).toBeNull();
    // They are there to be read all the same.
    expect(text.includes('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe(true);
    expect(text.includes('constructor')).toBe(true);
  });

  test('the check above would see markup', () => {
    const svg = toSvg(chart(syntheticRecord()));
    expect(parse(svg.replace('</svg>', '<script>alert(1)</script></svg>')).elements).toContain('script');
    expect(parse(svg.replace('<g ', '<g onclick="x" ')).attributes).toContain('onclick');
  });

  test('every colour is one that the page has, and none is left to it', () => {
    expect(toSvg(chart(syntheticRecord()))).not.toContain('var(');
    const strange = {
      ...chart(syntheticRecord()),
      legend: [{ text: 'x', swatch: shape('path', { fill: 'var(--no)' }) }],
    };
    expect(() => toSvg(strange)).toThrow('the page has no colour named no');
  });

  test('the same record gives the same picture', () => {
    const record = syntheticRecord();
    const [first, second] = [toSvg(chart(record)), toSvg(chart(record))];
    expect(first === second).toBe(true);
  });

  test('stands on a ground of its own, so that it reads on a dark page', () => {
    const svg = toSvg(chart(syntheticRecord()));
    expect(svg.slice(0, 300)).toMatch(/<svg[^>]*><rect rx="10" width="\d+" height="\d+" fill="#ffffff"/);
  });

  test('a long name is not cut', () => {
    const strategy = 'promise-mutex/a-name-of-forty-characters';
    const svg = toSvg(chart(syntheticRecord({ cells: [{ strategy, world: 'threads', contenders: 2, ns: 10 }] })));
    expect(svg.includes(`>${strategy}</text>`)).toBe(true);
  });
});

test.each(Object.entries(EMPTY))('%s of a record without a single cell is still a picture', (_, chart) => {
  const svg = toSvg(chart(syntheticRecord({ cells: [] })));
  expect(parse(svg).elements).toContain('svg');
  expect(svg.includes('NaN')).toBe(false);
});
