import { plainText } from '@contend/record';

const LENGTH = 160;

/**
 * What others wrote, as a Markdown code span: the one place where GitHub looks for no mention, reference or address. Its
 * mentions are found after the Markdown is rendered, so that neither backslashes nor character references keep them off.
 *
 * What could end the span, the table's cell or begin a formula becomes its look-alike; a backslash has no meaning inside.
 *
 * @see CommonMark 0.31.2, §6.1 (code spans); GFM 0.29, §4.10 (pipes end a cell inside code too)
 * @see https://github.com/github/markup/issues/1168
 */
export function codeSpan(untrusted: string, length = LENGTH): string {
  const text = plainText(untrusted, length).replaceAll('`', 'ˋ').replaceAll('|', '∣').replaceAll('$', '＄').trim();
  // A backslash at the end stands before the closing tick and, where a table is parsed first, would be taken to escape it.
  return text === '' ? '(empty)' : `\`${text}${text.endsWith('\\') ? ' ' : ''}\``;
}
