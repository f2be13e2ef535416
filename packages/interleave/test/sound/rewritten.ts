/** Every other way to write a lock of ours: what the checker must leave alone. */
import type { Strategy } from '@contend/counter';
import fairRewrites from './fair-rewrites.ts';
import rewrites from './rewrites.ts';

export const REWRITTEN: readonly Strategy[] = [...rewrites, ...fairRewrites];
