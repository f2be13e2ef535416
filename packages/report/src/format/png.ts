/**
 * SVG drawn as PNG, by resvg: its text in whatever sans-serif font the system has.
 *
 * Its binary exists for the common systems only: import this module where a PNG is asked for, so that all else works
 * without.
 */
import { Resvg } from '@resvg/resvg-js';

/**
 * @param svg a document of its own: nothing outside it is loaded
 * @param widthPx the height follows; the drawing's own width if left out
 * @returns a PNG file
 * @throws Error where the text is no SVG
 */
export function toPng(svg: string, widthPx?: number): Uint8Array {
  const drawing = new Resvg(svg, {
    ...(widthPx !== undefined && { fitTo: { mode: 'width', value: widthPx } }),
    // What Linux has in place of Helvetica; where that is, it is found by its own name.
    font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  return drawing.render().asPng();
}
