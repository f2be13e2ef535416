const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of Unicode blocks, `share` (0..1) of `columns` long to an eighth of a column. What is not 0 shows at least that. */
export function bar(share: number, columns: number): string {
  const eighths = share === 0 ? 0 : Math.max(1, Math.round(Math.min(1, share) * columns * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** The bar of a wrong count: pale, in whole columns, and with an arrow where it would leave the scale of the right ones. */
export function wrongBar(share: number, columns: number): string {
  if (share > 1) return `${'░'.repeat(columns - 1)}»`;
  return share === 0 ? '' : '░'.repeat(Math.max(1, Math.round(share * columns)));
}
