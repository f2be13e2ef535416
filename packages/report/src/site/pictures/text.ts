/** Words in drawings, where nothing wraps by itself. */
import { plainText } from '@contend/record';
import { type Shape, shape } from '../../client/shape.ts';
import { clip, width, wrap } from '../../format/layout.ts';

/** Pixels of a character at the size of the drawings' text: those of the widest font that is likely to be there. */
const CHARACTER = 7;
export const LINE = 15;
const NAME = 34;

export const nameOf = (strategy: string): string => clip(plainText(strategy), NAME);
export const pixels = (text: string): number => Math.ceil(CHARACTER * width(text));
export const round = (value: number): number => Math.round(value * 10) / 10;

export function text(x: number, y: number, words: string, attributes: Record<string, string | number> = {}): Shape {
  return shape('text', { x: round(x), y: round(y), ...attributes }, words);
}

/** As many lines as fit between words into so many pixels; at most `most`, of which the last then ends in `…`. */
export function wrapped(parts: readonly string[], room: number, most: number): string[] {
  const columns = Math.max(4, Math.floor(room / CHARACTER));
  const lines = parts.flatMap((part) => wrap(plainText(part), columns));
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), clip(lines.slice(most - 1).join(' '), columns)];
}

export function title(words: string): Shape {
  return shape('title', {}, plainText(words, 300));
}

/** Of the drawing as a whole. */
export function picture(width: number, height: number, label: string, shapes: readonly Shape[], kind = ''): Shape {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return shape(
    'svg',
    {
      viewBox: `0 0 ${w} ${h}`,
      width: w,
      height: h,
      role: 'img',
      'aria-label': label,
      class: `picture ${kind}`.trim(),
    },
    ...shapes,
  );
}
