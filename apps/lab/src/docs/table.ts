/** Tables in Markdown, laid out as the repository's formatter lays them out, so that it finds nothing to change. */
import { markdownTable } from 'markdown-table';
import stringWidth from 'string-width';

/** The formatter's, of a column. */
const NARROWEST = 3;

/** @param rows as many cells each as there are titles; whatever others wrote in them through `codeSpan` */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable([titles.map((title) => title.padEnd(NARROWEST)), ...rows], { stringLength: stringWidth });
}

/** A whole number with its thousands apart, from ten thousand on; any other as it is. */
export function grouped(value: number): string {
  return value < 10_000 ? String(value) : String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ');
}
