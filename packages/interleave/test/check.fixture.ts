/** The checker without its limit of time: how busy a machine is decides about no test. */
import type { Declared } from '@contend/counter';
import { type CheckOptions, check as checkFor } from '../src/check.ts';

export const check = (strategy: Declared, options: CheckOptions = {}) =>
  checkFor(strategy, { ms: Infinity, ...options });
