/** Text on a grid of terminal cells. A wide character takes two, a combining one none. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { FONT_SIZE } from '../client/paint.ts';

export const width = (text: string): number => stringWidth(text);

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - width(text))) + text;
}

/** At most `columns` wide; what had to be shortened ends in `…`. */
export function clip(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (columns < 1) return '';
  let clipped = '';
  for (const character of text) {
    if (width(clipped + character) > columns - 1) break;
    clipped += character;
  }
  return `${clipped}…`;
}

/** Lines at most `columns` wide, broken between words, or inside a word that is wider than a line. */
export const wrap = (text: string, columns: number): string[] => wrapAnsi(text, columns, { hard: true }).split('\n');

/**
 * Width of a character relative to the font's size, where there is no font to ask: between Helvetica's average of about 0.5
 * and that of the widest font likely to stand in for it.
 */
const CHARACTER = 0.6;

/** px, about, in a picture. */
export const textWidth = (text: string, fontSize: number = FONT_SIZE): number => CHARACTER * fontSize * width(text);
