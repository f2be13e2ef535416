/** Names and messages are the strategy's: nothing in them may act on a terminal, or fill it. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 300);
}
