/** Tables in Markdown, laid out as the repository's formatter lays them out, so that it finds nothing to change. */
import stringWidth from 'string-width';

const NARROWEST = 3;

/** @param rows as many cells each as there are titles; whatever others wrote in them through `codeSpan` */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) =>
    Math.max(NARROWEST, ...[title, ...rows.map((row) => row[column] as string)].map((cell) => stringWidth(cell))),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] as number) - stringWidth(cell))).join(' | ')} |`;
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A whole number with its thousands apart, from ten thousand on; any other as it is. */
export function grouped(value: number): string {
  return value < 10_000 ? String(value) : String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ');
}
