/** Levels of a record's own nesting, down to the increments of a round. */
const MAX_DEPTH = 8;
/** Objects and arrays; a record of the largest size has half as many. */
const MAX_PARTS = 2_000_000;

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether JSON text is nested deeper, or made of more parts, than any record: such text costs a parser gigabytes. Looks at
 * brackets only, so that it costs nothing much itself.
 *
 * @param json UTF-8, whose bytes below 0x80 are always characters of their own
 */
export function isUnlikeRecord(json: Uint8Array): boolean {
  let depth = 0;
  let parts = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth++;
      parts++;
      if (depth > MAX_DEPTH || parts > MAX_PARTS) return true;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth--;
  }
  return false;
}
