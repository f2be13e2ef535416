/** Tables in Markdown, laid out as the repository's formatter lays them out, so that it finds nothing to change. */
import { plainText } from '@contend/record';
import stringWidth from 'string-width';

const NARROWEST = 3;

/** @param rows as many cells each as there are titles; whatever others wrote in them through {@link code} */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) =>
    Math.max(NARROWEST, ...[title, ...rows.map((row) => row[column] as string)].map((cell) => stringWidth(cell))),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] as number) - stringWidth(cell))).join(' | ')} |`;
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/**
 * What others wrote, as a code span, where no punctuation has a meaning but the tick that ends it and the pipe that ends a
 * table's cell: these become look-alikes.
 *
 * @see CommonMark 0.31.2, §6.1 (code spans); GFM 0.29, §4.10 (pipes end a cell inside code too)
 */
export function code(untrusted: string): string {
  const text = plainText(untrusted, 100).replaceAll('`', 'ˋ').replaceAll('|', '∣').replaceAll(/\s+/g, ' ').trim();
  return `\`${text === '' ? '?' : text}\``;
}

/** A whole number with its thousands apart, from ten thousand on; any other as it is. */
export function grouped(value: number): string {
  return value < 10_000 ? String(value) : String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ');
}
