export { type Called, type Comparison, compare } from './compare.ts';
export { cellMinimumDetectableChange, minimumDetectableChange, POWER } from './detectable.ts';
export { holm } from './holm.ts';
export { jain } from './jain.ts';
export { median } from './median.ts';
export { type MedianInterval, medianInterval } from './order-statistics.ts';
export { type Call, calls, rank, type Series } from './rank.ts';
export { CONFIDENCE, MIN_PAIRS, type Rule, THRESHOLD } from './rule.ts';
export { signInterval } from './sign.ts';
