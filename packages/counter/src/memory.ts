/**
 * How a cell's shared memory is laid out: regions one after the other, each with the count of a lock in a cache line of
 * its own and the strategy's words behind it. A cell uses several regions of one memory, one to warm up on and one to
 * count in, so that `make` runs once per thread and what was warmed is what is measured.
 */

/**
 * Bytes between words that must not share a cache line. Lines are 64 bytes on x86-64, but its prefetcher fetches them in
 * pairs, and Apple's are 128.
 */
export const LINE_BYTES = 128;
const LINE_WORDS = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const PAGE_BYTES = 65_536;

export interface Region {
  /** Index of the count that a lock guards. */
  count: number;
  /** Index of the first of the strategy's own words. */
  base: number;
}

export interface Cell {
  memory: WebAssembly.Memory;
  view: Int32Array;
  regions: Region[];
}

/** @param words how many words the strategy asked for: a whole number from 0 */
export function regionsOf(words: number, howMany: number): Region[] {
  const stride = LINE_WORDS + Math.ceil(Math.max(words, 1) / LINE_WORDS) * LINE_WORDS;
  return Array.from({ length: howMany }, (_, i) => ({ count: i * stride, base: i * stride + LINE_WORDS }));
}

/** Zeroed shared memory with room for `howMany` regions. Throws RangeError when the host has not that much. */
export function allocate(words: number, howMany: number): Cell {
  const last = regionsOf(words, howMany + 1)[howMany] as Region;
  const pages = Math.ceil((last.count * Int32Array.BYTES_PER_ELEMENT) / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  return { memory, view: new Int32Array(memory.buffer), regions: regionsOf(words, howMany) };
}
