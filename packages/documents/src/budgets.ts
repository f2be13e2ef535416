/** How the adaptive mutexes do under other spin budgets than their own: `<out>/<machine>/budgets.json`, measured anew as a whole. */
import * as z from 'zod';
import { circumstances, count, name, positive, times } from './circumstances.ts';
import type { DocumentKind } from './document.ts';

const row = z.strictObject({
  lock: name,
  /** Its label; `null`: the document's own. */
  runtime: name.nullable().default(null),
  contenders: z.number().int().positive(),
  workload: name,
  /** Looks at the lock before parking, and how far the first and the most distant of them are apart, in `unit`. */
  tries: count,
  first: count,
  most: count,
  unit: name,
  /** One number a fork: ns per increment of the whole system, under this budget and under the lock's own beside it. */
  ns: z.array(positive).max(1_000),
  ownNs: z.array(positive).max(1_000),
  /** One number a fork: ns under this budget to ns under the lock's own. */
  ratios: z.array(positive).max(1_000),
  /** Over forks, with its 95 % interval; `null` where none was measured. */
  ratio: z.strictObject({ median: positive, low: positive.nullable(), high: positive.nullable() }).nullable(),
});

const budgets = z.strictObject({ ...times, ...circumstances, rows: z.array(row).min(1).max(10_000) });

export type Budgets = z.infer<typeof budgets>;
export type BudgetsRow = Budgets['rows'][number];

export const BUDGETS: DocumentKind<Budgets> = { file: 'budgets.json', schema: budgets };
/** In several runtimes, next to each other. */
export const RUNTIME_BUDGETS: DocumentKind<Budgets> = { file: 'runtime-budgets.json', schema: budgets };
