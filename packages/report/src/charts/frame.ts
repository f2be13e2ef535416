/** What all charts share: a card of their own, a title that says where the figures come from, and how to read them. */
import { type ContendRecord, plainText, processorName } from '@contend/record';
import type { TopLevelSpec } from 'vega-lite';
import { clip, wrap } from '../format/layout.ts';
import { counted } from '../format/units.ts';
import type { Palette } from './palette.ts';

const INK = '#1f2328';
const FAINT = '#57606a';
/** Characters in a line of the subtitle: about as wide as a chart. */
const LINE = 110;

export interface Words {
  title: string;
  /** What a stranger needs to read the picture. */
  reading: string;
  /** What the picture leaves out, or `null`. */
  missing: string | null;
}

/** @param body the panels of the chart */
export function frame(
  record: ContendRecord,
  { names }: Palette,
  { title, reading, missing }: Words,
  body: object,
): TopLevelSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    // A picture on a page of either colour needs a ground of its own.
    background: '#ffffff',
    padding: 18,
    params: [{ name: 'names', value: names }],
    title: {
      text: title,
      subtitle: [whereFrom(record), ...wrap(reading, LINE), ...(missing === null ? [] : wrap(missing, LINE))],
      anchor: 'start',
      offset: 18,
      fontSize: 18,
      subtitleFontSize: 12,
      subtitlePadding: 8,
      subtitleLineHeight: 16,
      color: INK,
      subtitleColor: FAINT,
    },
    config: {
      font: 'Helvetica, Arial, sans-serif',
      axis: {
        labelColor: INK,
        titleColor: INK,
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: 'normal',
        labelLimit: 0,
        titleLimit: 0,
        gridColor: '#e4e7eb',
        domainColor: FAINT,
        tickColor: FAINT,
      },
      legend: {
        labelColor: INK,
        titleColor: INK,
        labelFontSize: 12,
        labelLimit: 0,
        symbolSize: 110,
        symbolOpacity: 1,
        rowPadding: 5,
        offset: 24,
      },
      header: { labelFontSize: 13, labelColor: INK },
      title: { color: INK, fontSize: 13, limit: 0 },
      view: { stroke: '#d0d7de' },
    },
    ...body,
    // The panels are made of parts that fit only as a whole: the compiler of the specification checks that.
  } as unknown as TopLevelSpec;
}

/** `Xeon E5, 2 cores · Node 26.10.0 · 2026-01-02`. */
function whereFrom({ host, runtime, startedAt, partial }: ContendRecord): string {
  const cores = host.availableParallelism;
  const parts = [
    clip(plainText(processorName(host.cpu)), 60),
    counted(cores, 'core'),
    `${plainText(runtime.name, 20)} ${plainText(runtime.version, 20)}`,
    plainText(startedAt).slice(0, 10),
    ...(partial ? ['interrupted, incomplete'] : []),
  ];
  return parts.join(' · ');
}
