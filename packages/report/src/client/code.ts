/** Short codes for names, for the end of a page's address. */

const LENGTH = 4;

/**
 * Four characters that stand for a name: FNV-1a. Two names that share them are picked together, which does no harm.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function codeOf(name: string): string {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193) >>> 0;
  return hash.toString(36).padStart(LENGTH, '0').slice(-LENGTH);
}

/** @param codes one after the other */
export function codesIn(codes: string): string[] {
  return codes.match(new RegExp(`.{${LENGTH}}`, 'gu')) ?? [];
}
