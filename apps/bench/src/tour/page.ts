/** Lays a step out for a person at a terminal: prose, code, numbers, what they mean. */
import { styleText } from 'node:util';
import { wrap } from '@contend/report/layout';
import { amount } from './say.ts';
import type { Row, Table, Told } from './step.ts';

export interface Page {
  /** Width of the terminal in characters. */
  columns: number;
  colour: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** Longer lines are hard to read, however wide the terminal. */
const MAX_PROSE = 78;
const MAX_BAR = 24;
const MIN_BAR = 4;
const PROSE_INDENT = '  ';
const INDENT = '    ';

function paint(style: Style, text: string, { colour }: Page): string {
  return colour ? styleText(style, text, { validateStream: false }) : text;
}

/** Breaks at spaces, but never within '1 000 000'. */
function wrapProse(text: string, columns: number): string[] {
  const whole = text.replaceAll(/(?<=\d) (?=\d{3}\b)/g, '\u00a0');
  return wrap(whole, columns).map((line) => line.replaceAll('\u00a0', ' '));
}

/** @param mark stands before the first line; the others are indented as far */
function prose(text: string, page: Page, style?: Style, mark = ''): string {
  const width = Math.min(page.columns, MAX_PROSE) - PROSE_INDENT.length - mark.length;
  const lines = wrapProse(text, width).map((line, i) => {
    const marked = (i === 0 ? mark : ' '.repeat(mark.length)) + line;
    return `${PROSE_INDENT}${style === undefined ? marked : paint(style, marked, page)}\n`;
  });
  return lines.join('');
}

/** A step's heading, story and code: written before it runs. */
export function opening(number: number, of: number, title: string, story: string, code: string[], page: Page): string {
  const heading = `${paint(['bold', 'cyan'], `${number}/${of}  ${title}`, page)}\n`;
  const gutter = paint('dim', '│', page);
  const lines = code.map((line) => `${INDENT}${gutter}${line === '' ? '' : ` ${line}`}\n`);
  return `${heading}\n${prose(story, page)}\n${lines.join('')}\n`;
}

/** What came out: written after the run. */
export function outcome({ held, table, caption }: Told, page: Page): string {
  const figures = table.rows.length === 0 ? '' : `${numbers(table, page)}\n`;
  const words = held ? prose(caption, page, 'bold', '→ ') : prose(`Not shown: ${caption}`, page, ['bold', 'red'], '✗ ');
  return `${figures}${words}\n`;
}

/** The rows, each column as wide as its widest cell, with a bar behind where there is room for one. */
function numbers({ head, rows }: Table, page: Page): string {
  const text = rows.map(({ cells }) => cells.map((cell) => (typeof cell === 'number' ? amount(cell) : cell)));
  const widths = (text[0] ?? []).map((_, i) =>
    Math.max(...[head ?? [], ...text].map((cells) => cells[i]?.length ?? 0)),
  );
  // The first column of a table without a head names its rows; everything else is a figure.
  const align = (cell: string, i: number) =>
    head === undefined && i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number);
  const line = (cells: string[]) => INDENT + cells.map(align).join('  ');
  const room = Math.min(MAX_BAR, page.columns - line(text[0] ?? []).length - 2);
  const heading = head === undefined ? '' : `${paint('dim', line(head).trimEnd(), page)}\n`;
  return heading + rows.map((row, i) => `${line(text[i] as string[])}${bar(row, room, page)}\n`).join('');
}

function bar({ bar: share }: Row, room: number, page: Page): string {
  if (share === undefined || share === 0 || room < MIN_BAR) return '';
  return `  ${paint('red', '█'.repeat(Math.max(1, Math.round(share * room))), page)}`;
}

export function closing(notShown: readonly number[], of: number, page: Page): string {
  const verdict =
    notShown.length === 0
      ? ''
      : `${prose(`${notShown.length} of ${of} did not show what it claims: step ${notShown.join(', ')}.`, page, 'red')}\n`;
  const next = 'Next: measure which lock is right, and which is fast, on this machine.';
  return `${verdict}${prose(next, page)}\n${INDENT}${paint('bold', 'npx contend run', page)}\n`;
}
