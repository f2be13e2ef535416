/** Times relative to `atomic/add` as steps of a colour: blue below, orange above, told apart with any colour vision. */

export interface Heat {
  /** Up to and with. */
  upTo: number;
  words: string;
}

export const HEATS: readonly Heat[] = [
  { upTo: 1.25, words: 'up to 1.25 ×' },
  { upTo: 2, words: 'to 2 ×' },
  { upTo: 4, words: 'to 4 ×' },
  { upTo: 8, words: 'to 8 ×' },
  { upTo: 20, words: 'to 20 ×' },
  { upTo: 100, words: 'to 100 ×' },
  { upTo: Number.POSITIVE_INFINITY, words: 'above 100 ×' },
];

/** The step's class; one of its own for what has nothing to be related to. */
export function heatOf(ratio: number | null): string {
  return ratio === null ? 'heat' : `heat h${HEATS.findIndex(({ upTo }) => ratio <= upTo)}`;
}
