/** Text that others wrote (an error's message, a file's name) on its way to a terminal or into a record. */

/** C0 and C1 controls, line separators and the marks that reorder text: what can move a cursor or hide what is written. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** ECMA-48 escape sequences: colours, cursor movements, titles. Left in part they would read as stray brackets. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const ESCAPE_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text);
}

/** One line without control characters, at most `length` long. What is plain already stays as it is. */
export function plainText(text: string, length = 2_000): string {
  const line = text.length > length * 4 ? text.slice(0, length * 4) : text;
  const plain = hasControlCharacters(line)
    ? line.replace(ESCAPE_SEQUENCE, '').replace(new RegExp(CONTROL, 'g'), ' ').replace(/ {2,}/g, ' ').trim()
    : line;
  return plain.length > length ? `${plain.slice(0, length - 1)}…` : plain;
}
