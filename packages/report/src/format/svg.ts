/** Vega-Lite specifications drawn as SVG, without a DOM or a canvas. */
import { parse, textMetrics, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { width } from './layout.ts';

declare module 'vega' {
  /** Exported, and meant to be replaced where there is no canvas, but missing from the types. */
  export const textMetrics: { width: (item: { fontSize?: number }, text: unknown) => number };
}

/**
 * Width of a character relative to the font's size. Between Helvetica's average of about 0.5 and that of the widest font
 * likely to stand in for it; Vega's own guess without a canvas is 0.8, which leaves charts with wide empty margins.
 */
const CHARACTER = 0.62;
textMetrics.width = ({ fontSize = 11 }, text) => CHARACTER * fontSize * width(text == null ? '' : String(text));

/** Characters that XML 1.0 forbids, even escaped: a picture with one of them shows nothing at all. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** @returns a document of its own; text is escaped, there are no links, scripts or outside resources */
export async function toSvg(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    // The first rectangle is the ground: a card, as pages of either colour show it best.
    return svg.replace(NOT_XML, '').replace('<rect ', '<rect rx="10" ');
  } finally {
    view.finalize();
  }
}
