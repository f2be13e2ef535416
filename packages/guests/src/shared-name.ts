/** A name that the threads of a cell agree on, without turning an event loop: it may be done in a constructor. */

const NAME = 0;

/** Of the strategy's words, from where the two functions below are told to begin. */
export const RENDEZVOUS_WORDS = 3;

/** A name that all contenders of a cell get alike, and no other cell: whoever comes first draws its number. */
export function sharedName(view: Int32Array, base: number): string {
  const drawn = 1 + Math.floor(Math.random() * (2 ** 31 - 1));
  const first = Atomics.compareExchange(view, base + NAME, 0, drawn);
  // Cells of one process may draw the same number, but not in the same place of the same memory.
  return `contend-${base}-${first === 0 ? drawn : first}`;
}
