/** The relative difference below which nothing is called: 0.01 is 1 %. */
export const THRESHOLD = 0.01;
/** Confidence of the interval that must exclude "no difference". */
export const CONFIDENCE = 0.99;
/** The least number of pairs that are compared: below it no 99 % interval of the median exists. */
export const MIN_PAIRS = 8;

/** How strict a comparison is. */
export interface Rule {
  /** Relative; at least 0. */
  threshold?: number;
  /** Between 0 and 1. */
  confidence?: number;
}
